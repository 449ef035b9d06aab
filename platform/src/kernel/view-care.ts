/** Keeps views whole: asks for missing facts, builds a new version beside the old one, and says how far behind each view is. */
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { Stream } from '@wikibot/contracts/define/fact';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Manifest } from '@wikibot/contracts/define/service';
import { factsSince, listStreams } from '@wikibot/contracts/define/stream-requests';
import type { ApplyParts, FoldingView } from './apply-fact.ts';
import { applyFact } from './apply-fact.ts';
import { readMark } from './marks.ts';
import type { KernelPorts } from './ports.ts';
import { gapPartition, servingKey } from './view-rows.ts';

export interface ViewCare {
  /** Asks the owners for facts that have been missing for five seconds. */
  repairGaps(): Promise<void>;
  /** Builds each view whose code is newer than what serves, then lets the new one serve. True when there was something to build. */
  rebuildChanged(): Promise<boolean>;
  /** Brings one view up to the head of one stream, e.g. after a restore. */
  catchUp(view: string, stream: string): Promise<void>;
  /** Brings every view up to the head of every stream: after an end that may have lost what views had. */
  catchUpAll(): Promise<void>;
  /** Recent ages of facts, in milliseconds, when each view had them. */
  lags(): ReadonlyMap<string, readonly number[]>;
}

export interface CareParts {
  readonly manifest: Manifest;
  readonly kernel: KernelPorts;
  readonly apply: ApplyParts;
  readonly views: readonly FoldingView[];
  readonly lags: ReadonlyMap<string, readonly number[]>;
}

export const viewCare = (parts: CareParts): ViewCare => {
  const { kernel, views } = parts;
  const catchUp = catcherUp(parts);
  const rebuildOne = rebuilder(parts, catchUp);

  const repairView = async (view: FoldingView): Promise<void> => {
    const { rows } = await kernel.table.query({ pk: gapPartition(view) });
    const old = rows.filter((row) => kernel.clock.now() - Number(row['since']) >= GAP_MS);
    for (const gap of old) {
      kernel.log('warn', 'a view misses facts and asks for them', { view: view.name, stream: gap.sk });
      await catchUp(view, gap.sk);
    }
  };

  return {
    repairGaps: async () => {
      for (const view of views) await repairView(view);
    },
    rebuildChanged: async () => {
      let built = false;
      for (const view of views) built = (await rebuildOne(view)) || built;
      return built;
    },
    catchUp: async (name, stream) => {
      const view = views.find((one) => one.name === name);
      if (!view) throw new Error(`${kernel.service} has no view ${name}`);
      await catchUp(view, stream);
    },
    catchUpAll: async () => {
      for (const view of views)
        await everyStream(parts, view, async ({ stream, head }) =>
          (await readMark(kernel.table, view, stream)).upTo < head ? catchUp(view, stream) : undefined,
        );
    },
    lags: () => parts.lags,
  };
};

/** A gap younger than this is only disorder. */
const GAP_MS = 5_000;
const ASK_MS = 10_000;

type CatchUp = (view: FoldingView, stream: string) => Promise<void>;

/** Asks the owner of a stream for what the view does not have, until there is no more. */
const catcherUp = ({ manifest, kernel, apply }: CareParts): CatchUp => {
  const owners = new Map(streamsOf(manifest).map((stream): [string, ServiceName] => [stream.name, stream.service]));
  const ownerOf = (stream: string): ServiceName => {
    const owner = owners.get(streamKindOf(stream));
    if (!owner) throw new Error(`no view of ${kernel.service} folds ${stream}`);
    return owner;
  };
  return async (view, stream) => {
    for (;;) {
      const { upTo } = await readMark(kernel.table, view, stream);
      const outcome = await kernel.ask(factsSince(ownerOf(stream)), { stream, after: upTo }, ownContext(kernel));
      if (!outcome.ok) throw new Error(`${stream} after ${upTo}: ${outcome.refusal.message}`);
      for (const fact of outcome.answer.facts) await applyFact(apply, view, fact as FactEnvelope); // a stream holds facts only
      if (outcome.answer.facts.length === 0) return;
    }
  };
};

/** Folds every stream of a view from its beginning into the version that the code knows, while the one before serves. */
const rebuilder = (parts: CareParts, catchUp: CatchUp) => {
  const { kernel } = parts;
  return async (view: FoldingView): Promise<boolean> => {
    const serving = await kernel.table.get(servingKey(view.name));
    if (serving?.['version'] === view.version) return false;
    kernel.log('info', 'a view is being built', { view: view.name, version: view.version });
    await everyStream(parts, view, ({ stream }) => catchUp(view, stream));
    await kernel.table.write([{ put: { ...servingKey(view.name), version: view.version } }]);
    kernel.log('info', 'a view serves its new version', { view: view.name, version: view.version });
    return true;
  };
};

/** Asks the owners which streams there are of the kinds that a view folds. */
const everyStream = async (
  { manifest, kernel }: CareParts,
  view: FoldingView,
  visit: (one: { stream: string; head: number }) => Promise<void>,
): Promise<void> => {
  for (const stream of streamsOf(manifest, view.name)) {
    for (let after: string | undefined; ;) {
      const outcome = await kernel.ask(listStreams(stream.service), { kind: stream.name, ...present({ after }) }, ownContext(kernel));
      if (!outcome.ok) throw new Error(`streams of ${stream.name}: ${outcome.refusal.message}`);
      for (const one of outcome.answer.streams) await visit(one);
      after = outcome.answer.next;
      if (!after) break;
    }
  }
};

const ownContext = ({ ids, clock, service }: KernelPorts): Context => {
  const requestId = ids.uuid();
  return {
    requestId,
    actor: { kind: 'system', name: `${service}.views` },
    tenant: {},
    correlationId: requestId,
    deadline: clock.now() + ASK_MS,
  };
};

/** The kinds of streams that the views of a service fold, or that one of them does. */
const streamsOf = (manifest: Manifest, view?: string): readonly Stream[] =>
  Object.entries(manifest.units).flatMap(([name, unit]) => (unit.kind === 'view' && (view === undefined || view === name) ? unit.of : []));
