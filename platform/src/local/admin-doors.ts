/** What an operator may ask of the single-machine host, carried out by its parts. */
import type { Context } from '@wikibot/contracts/define/context';
import { describeContent } from '@wikibot/contracts/define/content-requests';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { Stream } from '@wikibot/contracts/define/fact';
import type { AccountId, ServiceName } from '@wikibot/contracts/define/ids';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import type { ViewUnit } from '@wikibot/contracts/define/service';
import { listStreams, replayFacts } from '@wikibot/contracts/define/stream-requests';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { DoorAnswer } from '@wikibot/contracts/http/operator';
import { makeSignInLink } from '@wikibot/contracts/requests/auth';
import { operateReindex, queueReindex } from '@wikibot/contracts/requests/reindex';
import { describeAddress, describeHead, followHead } from '@wikibot/contracts/requests/wiki-care';
import type { KernelPorts } from '../kernel/ports.ts';
import type { ServiceRuntime } from '../kernel/runtime.ts';
import type { AdminDoors } from './admin.ts';
import type { Host } from './host.ts';

export interface AdminParts {
  readonly host: Host;
  readonly accountId: AccountId;
  readonly owner: string;
  /** The public address, and the one that programs on this machine use. */
  readonly url: string;
  readonly nearUrl: string;
  /** Epoch milliseconds. */
  readonly started: number;
}

const SIGN_IN_MINUTES = 15;
const MOST_LETTERS = 500;
const MOST_SAGAS = 100;

export const adminDoors = (parts: AdminParts): AdminDoors => {
  const { host, owner } = parts;
  return {
    'describe-host': async () => ({ url: parts.nearUrl, owner, process: process.pid }),
    'make-sign-in-link': async () => {
      const { path } = must(await host.call(makeSignInLink, { accountId: parts.accountId, minutes: SIGN_IN_MINUTES }));
      return { url: `${parts.url}${path}`, minutes: SIGN_IN_MINUTES };
    },
    'describe-health': async () => healthOf(parts),
    'list-wikis': async ({ after }) => {
      const { streams, next } = await ask(host, listStreams(wikiStream.service), {
        kind: wikiStream.name,
        ...(after === undefined ? {} : { after }),
      });
      const wikis = await Promise.all(streams.map((one) => wikiEntry(host, one)));
      return { wikis: wikis.flatMap((wiki) => wiki ?? []), ...(next === undefined ? {} : { next }) };
    },
    'describe-wiki': async ({ wikiId }) => wikiContent(host, wikiId),
    'repair-wiki': async ({ wikiId }) => {
      const stream = streamOf(wikiStream, wikiId);
      for (const { runtime, view } of viewsOf(host, wikiStream.name)) await runtime.care.catchUp(view, stream);
      await host.call(followHead, { wikiId });
      return {};
    },
    'queue-reindex': async (input) => must(await host.call(queueReindex, input)),
    'operate-reindex': async (input) => must(await host.call(operateReindex, input)),
    'list-views': async () => ({
      views: viewsOf(host).map(({ runtime, view, unit }) => ({
        name: `${runtime.manifest.name}.${view}`,
        streams: unit.of.map((stream) => stream.name),
      })),
    }),
    'list-streams': async ({ kind, after }) =>
      ask(host, listStreams(ownerOf(host, kind)), { kind, ...(after === undefined ? {} : { after }) }),
    'replay-facts': async ({ stream, ...rest }) =>
      ask(host, replayFacts(ownerOf(host, stream.split('/', 1)[0] ?? '')), { stream, ...rest }),
    'list-dead-letters': async () => ({
      letters: host.bus.queues
        .dead(MOST_LETTERS)
        .map(({ message, ...letter }) => ({ ...letter, name: message.name, messageId: message.id, correlationId: message.correlationId })),
    }),
    'redrive-dead-letter': async ({ id }) => ({ redriven: host.bus.redrive(id) }),
  };
};

const must = <A>(outcome: Outcome<A>): A => {
  if (outcome.ok) return outcome.answer;
  throw new Error(`${outcome.refusal.message} ${outcome.refusal.remedy}`);
};

/** Over the bus: what the kernel answers for owners of streams is no unit of a manifest. */
const ask = async <R extends Request>(host: Host, request: R, input: InputOf<R>): Promise<AnswerOf<R>> => {
  const ports: KernelPorts = await runtimeOf(host, wikiStream.service).ports();
  const requestId = ports.ids.uuid();
  const context: Context = {
    requestId,
    actor: { kind: 'system', name: 'operator' },
    tenant: {},
    correlationId: requestId,
    deadline: ports.clock.now() + request.deadline * 1000,
  };
  return must(await ports.ask(request, input, context));
};

const runtimeOf = (host: Host, service: ServiceName): ServiceRuntime => {
  const runtime = host.runtimes.get(service);
  if (!runtime) throw new Error(`there is no service ${service}`);
  return runtime;
};

const ownerOf = (host: Host, kind: string): ServiceName => {
  const streams: readonly Stream[] = [...host.runtimes.values()].flatMap((runtime) => runtime.manifest.publishes.streams);
  const stream = streams.find((one) => one.name === kind);
  if (!stream) throw new Error(`nobody owns streams called ${kind}`);
  return stream.service;
};

/** All views, or those that fold one kind of stream. */
const viewsOf = (host: Host, kind?: string): readonly { runtime: ServiceRuntime; view: string; unit: ViewUnit }[] =>
  [...host.runtimes.values()].flatMap((runtime) =>
    Object.entries(runtime.manifest.units).flatMap(([view, unit]) =>
      unit.kind === 'view' && (kind === undefined || unit.of.some((stream) => stream.name === kind)) ? [{ runtime, view, unit }] : [],
    ),
  );

const wikiEntry = async (host: Host, { stream, head: sequence }: { readonly stream: string; readonly head: number }) => {
  const id = WikiId.parse(stream.slice(stream.indexOf('/') + 1));
  const outcome = await host.call(describeAddress, { wikiId: id });
  if (!outcome.ok) return undefined;
  const { owner, slug, status } = outcome.answer;
  return { id, address: `${owner ?? id}/${slug}`, status, sequence };
};

const wikiContent = async (host: Host, wikiId: WikiId): Promise<DoorAnswer<'describe-wiki'>> => {
  const head = must(await host.call(describeHead, { wikiId }));
  const views: DoorAnswer<'describe-wiki'>['views'] = [];
  const silent: { service: string; reason: string }[] = [];
  for (const service of new Set(viewsOf(host, wikiStream.name).map(({ runtime }) => runtime.manifest.name))) {
    // A service with a damaged store is what the operator looks for; the others are heard all the same.
    const outcome = await host.call(describeContent(service), { wikiId }).catch((error: unknown) => ({ fault: String(error) }));
    if ('fault' in outcome) silent.push({ service, reason: outcome.fault });
    else if (outcome.ok) views.push(...outcome.answer.views);
    else silent.push({ service, reason: outcome.refusal.message });
  }
  return { head, views, silent };
};

const healthOf = ({ host, owner, url, started }: AdminParts): DoorAnswer<'describe-health'> => ({
  url,
  owner,
  process: process.pid,
  started,
  memory: process.memoryUsage.rss(),
  services: [...host.runtimes.values()].map((runtime) => ({ name: runtime.manifest.name, views: viewHealth(runtime) })),
  queues: host.bus.queues.waiting().map(({ subscriber, count, oldest }) => ({ subscriber, waiting: count, oldest })),
  deadLetters: host.bus.queues.dead(MOST_LETTERS).length,
  sagas: host.sagas.list({ status: 'RUNNING', limit: MOST_SAGAS }).executions.map(({ stateMachine, name, started: since }) => ({
    saga: stateMachine,
    id: name,
    started: since,
    at: [...(host.sagas.describe(stateMachine, name)?.at ?? [])],
  })),
});

const viewHealth = (runtime: ServiceRuntime) =>
  Object.entries(runtime.manifest.units).flatMap(([view, unit]) => {
    if (unit.kind !== 'view') return [];
    const lags = [...(runtime.care.lags().get(view) ?? [])].map((lag) => Math.max(0, lag)).sort((a, b) => a - b);
    const lag = lags.length === 0 ? {} : { lag: { median: lags[Math.floor(lags.length / 2)] ?? 0, slowest: lags.at(-1) ?? 0 } };
    return [{ name: `${runtime.manifest.name}.${view}`, facts: lags.length, ...lag }];
  });
