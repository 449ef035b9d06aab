/** Every view of every service over tables in memory, loaded from the manifests, with a way to see all that they keep. */
import { join } from 'node:path';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { Manifest } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { findPages } from '@wikibot/contracts/requests/search';
import { randomIds } from '@wikibot/platform/kernel/ids';
import { silentLog } from '@wikibot/platform/kernel/log';
import { memoryTable } from '@wikibot/platform/kernel/memory-table';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { bindService } from '@wikibot/platform/kernel/runtime';
import type { ServiceRuntime } from '@wikibot/platform/kernel/runtime';
import type { Row, Table } from '@wikibot/platform/kernel/table';
import { memoryUploads } from '@wikibot/platform/kernel/uploads';
import { memorySecrets, systemClock, testContext } from '@wikibot/platform/kernel/test-kernel';
import { webAssetsFolder } from '@wikibot/platform/local/host';
import { services } from '../../services/all.ts';
import { projectFolder } from '../house/host.ts';
import { answerOf } from '../house/outcome.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { ownerId, wikiId, words } from './wiki-story.ts';

/** A table that remembers which partitions of views were ever written. */
const watchedTable = () => {
  const inner = memoryTable({ now: () => systemClock.now() });
  const partitions = new Set<string>();
  const write: Table['write'] = (operations) => {
    for (const operation of operations)
      if ('put' in operation && /^(view|mark|invalid)#/.test(operation.put.pk)) partitions.add(operation.put.pk);
    return inner.write(operations);
  };
  const rows = async (): Promise<readonly Row[]> => {
    const pages = await Promise.all([...partitions].sort().map((pk) => inner.query({ pk, limit: 1000 })));
    return pages.flatMap((page) => page.rows).filter((row) => row['gone'] !== true);
  };
  return { table: { ...inner, write }, rows };
};

/** `wiki.pages`, `render.fragments`, …: the views that fold the stream of wikis. */
export const viewsOf = (manifest: Manifest): readonly string[] =>
  Object.entries(manifest.units).flatMap(([name, unit]) =>
    unit.kind === 'view' && unit.of.some((stream) => stream === wikiStream) ? [`${manifest.name}.${name}`] : [],
  );

export interface ViewsHouse {
  /** Hands a fact to every view; those that cannot take it are all named. */
  readonly tell: (fact: FactEnvelope) => Promise<void>;
  /** Has every service forget the wiki, as the last steps of a deletion do. */
  readonly forget: () => Promise<void>;
  /** Rows of every table's views, without tombstones, and what the search index answers. */
  readonly contents: () => Promise<Readonly<Record<string, unknown>>>;
  readonly runtimes: ReadonlyMap<string, ServiceRuntime>;
  readonly close: () => Promise<void>;
}

interface Closable {
  readonly index: { pages(wikiId: string): Promise<readonly unknown[]>; close(): Promise<void> };
}

const forgotten = async ({ manifest, requests }: ServiceRuntime): Promise<void> => {
  const unit = Object.values(manifest.units).find((one) => one.kind === 'answers' && one.request.name === `${manifest.name}.ForgetWiki`);
  if (unit?.kind !== 'answers') throw new Error(`${manifest.name} forgets nothing`);
  answerOf(await requests.call(unit, { data: { wikiId }, context: testContext({ wikiId }) }));
};

const searchAnswers = async (search: ServiceRuntime): Promise<unknown> => {
  const unit = Object.values(search.manifest.units).find((one) => one.kind === 'answers' && one.request.name === findPages.name);
  if (unit?.kind !== 'answers') throw new Error('search answers nothing');
  const asked = words.map((query) =>
    search.requests.call(unit, { data: { query, limit: 50 }, context: testContext({ accountId: ownerId, wikiId }) }),
  );
  return (await Promise.all(asked)).map((outcome) => answerOf(outcome));
};

export const viewsHouse = (payloads: Payloads): ViewsHouse => {
  const folder = temporaryFolder();
  const runtimes = new Map<string, ServiceRuntime>();
  const tables = new Map<string, ReturnType<typeof watchedTable>>();
  for (const manifest of services) {
    const watched = watchedTable();
    tables.set(manifest.name, watched);
    const resources = {
      payloads,
      uploads: memoryUploads(Date.now),
      secrets: memorySecrets(),
      repositories: { folder: join(folder.path, 'repositories') },
      index: { kind: 'embedded' as const, folder: join(folder.path, 'index') },
      webAssets: { folder: webAssetsFolder(projectFolder) },
    };
    const deployment = { world: 'local' as const, publicUrl: 'http://localhost:8080', defaultPlan: 'unlimited', patience: 2000 };
    const world = {
      table: watched.table,
      clock: systemClock,
      ids: randomIds(Date.now),
      log: silentLog,
      random: () => 0.5,
      resources,
      deployment,
    };
    runtimes.set(manifest.name, bindService(manifest, world));
  }
  const search = runtimes.get('search');
  if (!search) throw new Error('there is no search service');
  const index = async () => ((await search.ports()) as unknown as Closable).index; // search's own port
  return {
    runtimes,
    tell: async (fact) => {
      const told = [...runtimes.values()].flatMap((runtime) =>
        viewsOf(runtime.manifest).map((view) => ({ view, done: runtime.deliver(view, fact) })),
      );
      const failures: string[] = [];
      for (const { view, done } of told) await done.catch((error: Error) => failures.push(`${view} at ${fact.sequence}: ${error.message}`));
      if (failures.length > 0) throw new Error(failures.join('\n'));
    },
    forget: async () => {
      for (const runtime of runtimes.values()) await forgotten(runtime);
    },
    contents: async () => {
      const rows = await Promise.all([...tables].map(async ([name, table]) => [name, await table.rows()] as const));
      return { ...Object.fromEntries(rows), index: await (await index()).pages(wikiId), found: await searchAnswers(search) };
    },
    close: async () => {
      await (await index()).close();
      folder.remove();
    },
  };
};
