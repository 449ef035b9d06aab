/** Reads a view in the version that serves, and waits for it when a consistency token asks. */
import type { Stream } from '@wikibot/contracts/define/fact';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import type { Token } from '@wikibot/contracts/define/token';
import { readMark } from './marks.ts';
import type { Clock, ViewReader } from './ports.ts';
import type { Row, Table } from './table.ts';
import { registerPartition, servingKey } from './view-rows.ts';
import type { Wakes } from './wakes.ts';

export interface ReadableView {
  readonly name: string;
  readonly version: number;
  readonly of: readonly Stream[];
}

export interface ReaderParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly wakes: Wakes;
}

const living = (row: Row | undefined): Row | undefined => (row && row['gone'] !== true ? row : undefined);

/** While a newer version is being built, the older one goes on serving. */
const SERVING_SECONDS = 5;

export const viewReader = (parts: ReaderParts, view: ReadableView): ViewReader => {
  const { table, clock } = parts;
  const kinds = new Set(view.of.map((stream) => stream.name));
  let known: { version: number; until: number } | undefined;

  const serving = async (): Promise<{ name: string; version: number }> => {
    if (!known || (known.version !== view.version && clock.now() > known.until)) {
      const row = await table.get(servingKey(view.name));
      known = { version: row ? Number(row['version']) : view.version, until: clock.now() + SERVING_SECONDS * 1000 };
    }
    return { name: view.name, version: known.version };
  };
  const partition = async (pk: string): Promise<string> => registerPartition(await serving(), pk);

  const upTo = async (stream: string): Promise<number> => (await readMark(table, await serving(), stream)).upTo;
  const has = async (stream: string, sequence: number): Promise<boolean> => (await upTo(stream)) >= sequence;

  const waitFor = async (stream: string, sequence: number, until: number): Promise<boolean> => {
    const wake = parts.wakes.listen(`${view.name} ${stream}`);
    try {
      for (let pause = 2; ; pause = Math.min(200, pause * 2)) {
        if (await has(stream, sequence)) return true;
        const left = until - clock.now();
        if (left <= 0) return false;
        await wake.orAfter(Math.min(pause, left));
      }
    } finally {
      wake.stop();
    }
  };

  return {
    get: async (pk, sk) => living(await table.get({ pk: await partition(pk), sk })),
    getMany: async (keys) => {
      const built = await serving();
      const rows = await table.getMany(keys.map(({ pk, sk }) => ({ pk: registerPartition(built, pk), sk })));
      return rows.map(living);
    },
    query: async (query) => {
      const page = await table.query({ ...query, pk: await partition(query.pk) });
      return { ...page, rows: page.rows.filter((row) => row['gone'] !== true) };
    },
    upTo,
    caughtUp: async (token: Token, milliseconds) => {
      const until = clock.now() + milliseconds;
      const relevant = Object.entries(token).filter(([stream]) => kinds.has(streamKindOf(stream)));
      for (const [stream, sequence] of relevant) {
        if (!(await has(stream, sequence)) && !(await waitFor(stream, sequence, until))) return false;
      }
      return true;
    },
  };
};
