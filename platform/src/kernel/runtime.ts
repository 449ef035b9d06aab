/** A manifest bound to the resources of one world: what the local host and the Lambda binding both drive. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Fact, Notice } from '@wikibot/contracts/define/fact';
import type { AuthorizeRequest, AuthorizeSlice, FoldSlice, Manifest, ReactionSlice, ReactionUnit, TimerUnit, Unit, ViewUnit } from '@wikibot/contracts/define/service';
import type { Stream } from '@wikibot/contracts/define/fact';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { applyFact } from './apply-fact.ts';
import type { FoldingView } from './apply-fact.ts';
import { checkedOut } from './claim-check.ts';
import { envelopes, messageRow } from './envelopes.ts';
import { eventStore } from './event-store.ts';
import { uuidOfText } from './ids.ts';
import { mailbox } from './mailbox.ts';
import type { KernelPorts, Clock, Deployment, Ids, Log, Resources, ViewReader } from './ports.ts';
import { readFact } from './read-message.ts';
import type { Requests } from './requests.ts';
import { requests } from './requests.ts';
import { sagaReader } from './saga-reader.ts';
import { streamAnswers } from './stream-answers.ts';
import type { Table } from './table.ts';
import { viewCare } from './view-care.ts';
import type { ViewCare } from './view-care.ts';
import { viewReader } from './view-reader.ts';
import { wakes } from './wakes.ts';

export interface World {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly random: () => number;
  readonly resources: Resources;
  readonly deployment: Deployment;
}

export interface ServiceRuntime {
  readonly manifest: Manifest;
  readonly ports: () => Promise<KernelPorts>;
  readonly requests: Requests;
  readonly views: ReadonlyMap<string, ViewReader>;
  readonly care: ViewCare;
  /** Hands a message to one of the subscribers of {@link subscriptionsOf}; a rejection means: deliver again. */
  deliver(subscriber: string, message: Envelope): Promise<void>;
  authorize(request: AuthorizeRequest): Promise<AuthContext>;
  runTimer(name: string): Promise<void>;
}

export const bindService = (manifest: Manifest, world: World): ServiceRuntime => {
  const { table, clock, ids } = world;
  const made = envelopes(manifest.name, clock, ids);
  const calls = wakes();
  const { payloads } = world.resources;
  const post = mailbox({ table, clock, envelopes: made, wakes: calls, payloads });
  const units = Object.entries(manifest.units);
  const viewUnits = units.filter((entry): entry is [string, ViewUnit] => entry[1].kind === 'view');
  const views = new Map(viewUnits.map(([name, unit]) => [name, viewReader({ table, clock, wakes: calls }, { name, ...unit })]));
  const folding = new Map(viewUnits.map(([name, unit]) => [name, foldingView(name, unit)]));
  const events = eventStore({ table, clock, envelopes: made, streams: manifest.publishes.streams, random: world.random });

  const kernel: KernelPorts = {
    service: manifest.name,
    clock,
    ids,
    log: world.log,
    table,
    events,
    publish: { noticing: (notice, data, context) => messageRow(made.notice(notice, data, context), clock.now()) },
    sagas: sagaReader(table),
    resources: world.resources,
    deployment: world.deployment,
    ask: post.ask,
    view: (name) => views.get(name) ?? missing(`${manifest.name} has no view ${name}`),
  };
  let ready: Promise<KernelPorts> | undefined;
  const ports = (): Promise<KernelPorts> => (ready ??= manifest.ports().then(async ({ default: make }) => (await make(kernel as never)) as KernelPorts)); // the manifest's own type of ports
  const answering = requests({ table, clock, envelopes: made, payloads, ports });
  const apply = { table, clock, ports, applied: recordLag(calls.call) };
  const care = viewCare({ manifest, kernel, apply, views: [...folding.values()], lags: apply.applied.lags });
  const answers = new Map(units.flatMap(([, unit]) => (unit.kind === 'answers' ? [[unit.request.name, unit] as const] : [])));
  for (const unit of streamAnswers(manifest)) answers.set(unit.request.name, unit);

  const receive = async (subscriber: string, message: Envelope): Promise<void> => {
    if (message.kind === 'answer') return post.deliver(message);
    if (message.kind === 'request') return answering.serve(answers.get(message.name) ?? missing(`${manifest.name} does not answer ${message.name}`), await checkedOut(message, payloads));
    const name = subscriber.slice(manifest.name.length + 1);
    const view = folding.get(name);
    if (view && message.kind === 'fact') return applyFact(apply, view, message);
    return react(name, message);
  };

  const react = async (name: string, message: Extract<Envelope, { kind: 'fact' | 'notice' }>): Promise<void> => {
    const unit = unitOf<ReactionUnit>(manifest, name, 'reaction');
    const read = readFact(new Map<string, Fact | Notice>(unit.to.map((one) => [one.name, one])), message);
    if (read.status === 'unknown') return;
    if (read.status === 'invalid') {
      await table.write([{ put: { pk: `invalid#${name}`, sk: message.id, reason: read.reason, envelope: JSON.stringify(message) } }]);
      return;
    }
    const context = { ...read.fact, requestId: uuidOfText(`${manifest.name}.${name} ${message.id}`), causationId: message.id, deadline: clock.now() + 30_000 };
    const slice = (await unit.load()).default as unknown as ReactionSlice<Fact, KernelPorts>; // the manifest pairs slice and ports
    await slice(read.fact as never, context, await ports());
  };

  return {
    manifest,
    ports,
    requests: answering,
    views,
    care,
    deliver: receive,
    authorize: async (request) => {
      const [, unit] = units.find(([, one]) => one.kind === 'authorizer') ?? [];
      if (unit?.kind !== 'authorizer') return missing(`${manifest.name} is no authorizer`);
      const slice = (await unit.load()).default as unknown as AuthorizeSlice<KernelPorts>; // the manifest pairs slice and ports
      return slice(request, await ports());
    },
    runTimer: async (name) => {
      const unit = unitOf<TimerUnit>(manifest, name, 'timer');
      await (await unit.load()).default((await ports()) as never); // the manifest pairs slice and ports
    },
  };
};

const missing = (problem: string): never => {
  throw new Error(problem);
};

const unitOf = <U extends Unit>(manifest: Manifest, name: string, kind: U['kind']): U => {
  const unit = manifest.units[name];
  return unit?.kind === kind ? (unit as U) : missing(`${manifest.name} has no ${kind} ${name}`);
};

const foldingView = (name: string, unit: ViewUnit): FoldingView => {
  let slice: Promise<FoldSlice<Stream, never>> | undefined;
  return {
    name,
    version: unit.version,
    facts: new Map(unit.of.flatMap((stream) => stream.facts.map((fact): [string, Fact] => [fact.name, fact]))),
    fold: () => (slice ??= unit.load().then((loaded) => loaded.default)),
  };
};

/** Remembers how old facts were when a view had them, and wakes whoever waits for the view. */
const recordLag = (call: (topic: string) => void) => {
  const lags = new Map<string, number[]>();
  const applied = (view: { readonly name: string }, stream: string, lag: number): void => {
    const recent = lags.get(view.name) ?? [];
    recent.push(lag);
    if (recent.length > 1000) recent.shift();
    lags.set(view.name, recent);
    call(`${view.name} ${stream}`);
  };
  return Object.assign(applied, { lags });
};
