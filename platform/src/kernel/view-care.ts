/** Keeps views whole: asks for missing facts, builds a new version beside the old one, and says how far behind each view is. */
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { Stream } from '@wikibot/contracts/define/fact';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import type { Manifest } from '@wikibot/contracts/define/service';
import { factsSince, listStreams } from '@wikibot/contracts/define/stream-requests';
import type { ApplyParts, FoldingView } from './apply-fact.ts';
import { applyFact } from './apply-fact.ts';
import { readMark } from './marks.ts';
import type { KernelPorts } from './ports.ts';
import { gapPartition, servingKey } from './view-rows.ts';

/** A gap younger than this is only disorder. */
const GAP_MS = 5_000;
const ASK_MS = 10_000;

export interface ViewCare {
  /** Asks the owners for facts that have been missing for five seconds. */
  repairGaps(): Promise<void>;
  /** Builds each view whose code is newer than what serves, then lets the new one serve. True when there was something to build. */
  rebuildChanged(): Promise<boolean>;
  /** Brings one view up to the head of one stream, e.g. after a restore. */
  catchUp(view: string, stream: string): Promise<void>;
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
  const { table, clock } = kernel;
  const owners = new Map(streamsOf(parts.manifest).map((stream): [string, ServiceName] => [stream.name, stream.service]));
  const context = (): Context => {
    const requestId = kernel.ids.uuid();
    return { requestId, actor: { kind: 'system', name: `${kernel.service}.views` }, tenant: {}, correlationId: requestId, deadline: clock.now() + ASK_MS };
  };
  const ownerOf = (stream: string): ServiceName => {
    const owner = owners.get(streamKindOf(stream));
    if (!owner) throw new Error(`no view of ${kernel.service} folds ${stream}`);
    return owner;
  };

  const catchUp = async (view: FoldingView, stream: string): Promise<void> => {
    for (;;) {
      const { upTo } = await readMark(table, view, stream);
      const outcome = await kernel.ask(factsSince(ownerOf(stream)), { stream, after: upTo }, context());
      if (!outcome.ok) throw new Error(`${stream} after ${upTo}: ${outcome.refusal.message}`);
      for (const fact of outcome.answer.facts) await applyFact(parts.apply, view, fact as FactEnvelope); // a stream holds facts only
      if (outcome.answer.facts.length === 0) return;
    }
  };

  const repairView = async (view: FoldingView): Promise<void> => {
    const { rows } = await table.query({ pk: gapPartition(view) });
    const old = rows.filter((row) => clock.now() - Number(row['since']) >= GAP_MS);
    for (const gap of old) {
      kernel.log('warn', 'a view misses facts and asks for them', { view: view.name, stream: gap.sk });
      await catchUp(view, gap.sk);
    }
  };

  const rebuild = async (view: FoldingView): Promise<void> => {
    for (const stream of streamsOf(parts.manifest, view.name)) {
      for (let after: string | undefined; ; ) {
        const outcome = await kernel.ask(listStreams(stream.service), { kind: stream.name, ...(after ? { after } : {}) }, context());
        if (!outcome.ok) throw new Error(`streams of ${stream.name}: ${outcome.refusal.message}`);
        for (const { stream: instance } of outcome.answer.streams) await catchUp(view, instance);
        after = outcome.answer.next;
        if (!after) break;
      }
    }
  };

  const rebuildOne = async (view: FoldingView): Promise<boolean> => {
    const serving = await table.get(servingKey(view.name));
    if (serving?.['version'] === view.version) return false;
    kernel.log('info', 'a view is being built', { view: view.name, version: view.version });
    await rebuild(view);
    await table.write([{ put: { ...servingKey(view.name), version: view.version } }]);
    kernel.log('info', 'a view serves its new version', { view: view.name, version: view.version });
    return true;
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
    lags: () => parts.lags,
  };
};

/** The kinds of streams that the views of a service fold, or that one of them does. */
const streamsOf = (manifest: Manifest, view?: string): readonly Stream[] =>
  Object.entries(manifest.units).flatMap(([name, unit]) => (unit.kind === 'view' && (view === undefined || view === name) ? unit.of : []));
