/** A manifest bound to the resources of one world: what the local host and the Lambda binding both drive. */
import type { Envelope, RequestEnvelope } from '@wikibot/contracts/define/envelope';
import { detailTypeOf } from '@wikibot/contracts/define/envelope';
import type { Fact, Notice, Stream } from '@wikibot/contracts/define/fact';
import { placeOf } from '@wikibot/contracts/define/outside';
import type {
  AnswersUnit,
  AuthorizeRequest,
  AuthorizerUnit,
  AuthorizeSlice,
  FoldSlice,
  Manifest,
  ReactionSlice,
  ReactionUnit,
  TimerUnit,
  Unit,
  ViewUnit,
} from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { ApplyParts, FoldingView } from './apply-fact.ts';
import { applyFact } from './apply-fact.ts';
import { checkedOut } from './claim-check.ts';
import type { Envelopes } from './envelopes.ts';
import { echoAnswer, hearEcho } from './echo.ts';
import { envelopes, messageRow } from './envelopes.ts';
import { eventStore } from './event-store.ts';
import { uuidOfText } from './ids.ts';
import { forgetter } from './forgetting.ts';
import { loadOnce } from './load-once.ts';
import { notedPartitions } from './noted-partitions.ts';
import type { Mailbox } from './mailbox.ts';
import { mailbox } from './mailbox.ts';
import type { Clock, Deployment, Ids, KernelPorts, Log, Resources, ViewReader } from './ports.ts';
import { readFact } from './read-message.ts';
import type { Requests } from './requests.ts';
import { requests } from './requests.ts';
import { sagaReader } from './saga-reader.ts';
import { streamAnswers } from './stream-answers.ts';
import type { Table } from './table.ts';
import type { ViewCare } from './view-care.ts';
import { viewCare } from './view-care.ts';
import { viewLags } from './view-lags.ts';
import { viewReader } from './view-reader.ts';
import type { Wakes } from './wakes.ts';
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
  readonly log: Log;
  readonly requests: Requests;
  readonly views: ReadonlyMap<string, ViewReader>;
  readonly care: ViewCare;
  /** Hands a message to one of the subscribers of {@link subscriptionsOf}; a rejection means: deliver again. */
  deliver(subscriber: string, message: Envelope): Promise<void>;
  authorize(request: AuthorizeRequest): Promise<AuthContext>;
  runTimer(name: string): Promise<void>;
  /** Resolves when what the service sends has come back to it. @throws when it does not */
  hearEcho(): Promise<void>;
}

export const bindService = (manifest: Manifest, world: World): ServiceRuntime => {
  const { table, clock, ids, resources } = world;
  const { payloads } = resources;
  const made = envelopes(manifest.name, clock, ids);
  const calls = wakes();
  const post = mailbox({ table, clock, envelopes: made, wakes: calls, payloads });
  const views = readersOf(manifest, { table, clock, wakes: calls });
  const kernel = kernelPorts(manifest, world, { made, post, views });
  const ports = portsOf(manifest.ports, kernel);
  const outsidePorts = portsOf((manifest.outside ?? manifest).ports, kernel);
  const portsFor = (unit: Unit): Promise<KernelPorts> => (placeOf(unit) === 'outside' ? outsidePorts() : ports());
  const answering = requests({ table, clock, envelopes: made, payloads, ports: portsFor });
  const lags = viewLags(calls.call);
  const folding = foldingViews(manifest);
  const apply: ApplyParts = { table, clock, ports, applied: lags.applied };
  const react = reactor(manifest, kernel, portsFor);
  const serve = answerer(manifest, { answering, payloads });
  const sliceOf = loadOnce();

  return {
    manifest,
    ports,
    log: world.log,
    views,
    requests: answering,
    care: viewCare({ manifest, kernel, apply, views: [...folding.values()], lags: lags.recent }),
    deliver: async (subscriber, message) => {
      if (message.kind === 'answer') return post.deliver(message);
      if (message.kind === 'request') return serve(message);
      const name = subscriber.slice(manifest.name.length + 1);
      const view = folding.get(name);
      return view && message.kind === 'fact' ? applyFact(apply, view, message) : react(name, message);
    },
    authorize: async (request) => {
      const slice = await sliceOf(unitOf<AuthorizerUnit>(manifest, 'authorizer', 'authorizer').load);
      return (slice as unknown as AuthorizeSlice<KernelPorts>)(request, await ports()); // the manifest pairs slice and ports
    },
    hearEcho: () => hearEcho(kernel),
    runTimer: async (name) => {
      const unit = unitOf<TimerUnit>(manifest, name, 'timer');
      const slice = await sliceOf(unit.load);
      await slice((await portsFor(unit)) as never); // the manifest pairs slice and ports
    },
  };
};

const kernelPorts = (
  manifest: Manifest,
  world: World,
  own: { made: Envelopes; post: Mailbox; views: ReadonlyMap<string, ViewReader> },
): KernelPorts => {
  const { table, clock, ids, log, resources, deployment, random } = world;
  return {
    service: manifest.name,
    clock,
    ids,
    log,
    table,
    resources,
    deployment,
    events: eventStore({ table, clock, envelopes: own.made, streams: manifest.publishes.streams, random }),
    publish: { noticing: (notice, data, context) => messageRow(own.made.notice(notice, data, context), clock.now()) },
    sagas: sagaReader(table),
    ask: own.post.ask,
    forget: forgetter({
      table,
      views: unitsOf(manifest, 'view').flatMap(([name, { version, of }]) =>
        of.some((one) => one.name === wikiStream.name) ? [{ name, version }] : [],
      ),
      reactions: unitsOf(manifest, 'reaction').map(([name]) => name),
    }),
    view: (name) => own.views.get(name) ?? missing(`${manifest.name} has no view ${name}`),
  };
};

/** The service's own ports, made once at the first need. */
const portsOf = (load: Manifest['ports'], kernel: KernelPorts): (() => Promise<KernelPorts>) => {
  const make = async (): Promise<KernelPorts> => (await (await load()).default(kernel as never)) as KernelPorts; // the manifest's own type of ports
  let ready: Promise<KernelPorts> | undefined;
  return () => (ready ??= make());
};

const unitsOf = <K extends Unit['kind']>(manifest: Manifest, kind: K): [string, Extract<Unit, { kind: K }>][] =>
  Object.entries(manifest.units).filter((entry): entry is [string, Extract<Unit, { kind: K }>] => entry[1].kind === kind);

const readersOf = (manifest: Manifest, parts: { table: Table; clock: Clock; wakes: Wakes }): ReadonlyMap<string, ViewReader> =>
  new Map(unitsOf(manifest, 'view').map(([name, unit]) => [name, viewReader(parts, { name, ...unit })]));

const foldingViews = (manifest: Manifest): ReadonlyMap<string, FoldingView> => {
  const sliceOf = loadOnce();
  const noted = notedPartitions();
  const folding = (name: string, unit: ViewUnit): FoldingView => ({
    name,
    version: unit.version,
    ends: new Set(unit.of.flatMap(({ ends }) => (ends === undefined ? [] : [ends]))),
    noted,
    facts: new Map(unit.of.flatMap((stream) => stream.facts.map((fact): [string, Fact] => [fact.name, fact]))),
    fold: (): Promise<FoldSlice<Stream, never>> => sliceOf(unit.load),
  });
  return new Map(unitsOf(manifest, 'view').map(([name, unit]) => [name, folding(name, unit)]));
};

/** Serves what came over the bus, the requests that the kernel answers among it. */
const answerer = (manifest: Manifest, { answering, payloads }: { answering: Requests; payloads: Resources['payloads'] }) => {
  const own = unitsOf(manifest, 'answers').map(([, unit]) => unit);
  const units = new Map<string, AnswersUnit>(
    [...own, echoAnswer(manifest), ...streamAnswers(manifest)].map((unit) => [unit.request.name, unit]),
  );
  return async (message: RequestEnvelope): Promise<void> => {
    const unit = units.get(message.name);
    if (!unit || message.version > unit.request.version) return missing(`${manifest.name} does not answer ${detailTypeOf(message)}`);
    await answering.serve(unit, await checkedOut(message, payloads));
  };
};

/** Does what follows from a message. The request id is made of the message's, so that a repeat asks for the same thing. */
const reactor = (manifest: Manifest, { table, clock }: KernelPorts, ports: (unit: Unit) => Promise<KernelPorts>) => {
  const sliceOf = loadOnce();
  return async (name: string, message: Extract<Envelope, { kind: 'fact' | 'notice' }>): Promise<void> => {
    const unit = unitOf<ReactionUnit>(manifest, name, 'reaction');
    const read = readFact(new Map<string, Fact | Notice>(unit.to.map((one) => [one.name, one])), message);
    if (read.status === 'unknown') return;
    if (read.status === 'invalid') {
      await table.write([{ put: { pk: `invalid#${name}`, sk: message.id, reason: read.reason, envelope: JSON.stringify(message) } }]);
      return;
    }
    const { actor, tenant, correlationId } = read.fact;
    const context = {
      actor,
      tenant,
      correlationId,
      requestId: uuidOfText(`${manifest.name}.${name} ${message.id}`),
      causationId: message.id,
      deadline: clock.now() + REACTION_MS,
    };
    const slice = (await sliceOf(unit.load)) as unknown as ReactionSlice<Fact, KernelPorts>; // the manifest pairs slice and ports
    await slice(read.fact as never, context, await ports(unit));
  };
};

const REACTION_MS = 30_000;

const missing = (problem: string): never => {
  throw new Error(problem);
};

const unitOf = <U extends Unit>(manifest: Manifest, name: string, kind: U['kind']): U => {
  const unit = manifest.units[name];
  return unit?.kind === kind ? (unit as U) : missing(`${manifest.name} has no ${kind} ${name}`);
};
