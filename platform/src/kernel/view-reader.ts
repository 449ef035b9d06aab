/** Reads a view in the version that serves, and waits for it when a consistency token asks. */
import type { Stream } from '@wikibot/contracts/define/fact';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import type { Token } from '@wikibot/contracts/define/token';
import { readMark } from './marks.ts';
import type { Clock, ViewReader } from './ports.ts';
import { MAX_KEY_BYTES } from './table-limits.ts';
import type { Key, Row, Table } from './table.ts';
import type { BuiltView } from './view-rows.ts';
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

/** What outside text makes of a key may be none: then there is nothing there. */
const isKey = ({ pk, sk }: Key): boolean =>
  [pk, sk].every((part) => part !== '' && part.isWellFormed() && Buffer.byteLength(part) <= MAX_KEY_BYTES);

/** While a newer version is being built, the older one goes on serving. */
const SERVING_SECONDS = 5;

export const viewReader = (parts: ReaderParts, view: ReadableView): ViewReader => {
  const { table, clock } = parts;
  const serving = servingVersion(parts, view);
  const kinds = new Set(view.of.map((stream) => stream.name));
  const upTo = async (stream: string): Promise<number> => (await readMark(table, await serving(), stream)).upTo;
  const waitFor = waiter(parts, view, async (stream, sequence) => (await upTo(stream)) >= sequence);
  return {
    ...rowsOf(table, serving),
    upTo,
    caughtUp: async (token: Token, milliseconds) => {
      const until = clock.now() + milliseconds;
      for (const [stream, sequence] of Object.entries(token)) {
        if (kinds.has(streamKindOf(stream)) && !(await waitFor(stream, sequence, until))) return false;
      }
      return true;
    },
  };
};

type Serving = () => Promise<BuiltView>;

const servingVersion = ({ table, clock }: ReaderParts, view: ReadableView): Serving => {
  let known: { version: number; until: number } | undefined;
  return async () => {
    if (!known || (known.version !== view.version && clock.now() > known.until)) {
      const row = await table.get(servingKey(view.name));
      known = { version: row ? Number(row['version']) : view.version, until: clock.now() + SERVING_SECONDS * 1000 };
    }
    return { name: view.name, version: known.version };
  };
};

const rowsOf = (table: Table, serving: Serving): Pick<ViewReader, 'get' | 'getMany' | 'query'> => ({
  get: async (pk, sk) => {
    const key = { pk: registerPartition(await serving(), pk), sk };
    return isKey(key) ? living(await table.get(key)) : undefined;
  },
  getMany: async (keys) => {
    const built = await serving();
    const wanted = keys.map(({ pk, sk }) => ({ pk: registerPartition(built, pk), sk }));
    const possible = wanted.filter(isKey);
    const rows = await table.getMany(possible);
    const found = new Map(possible.map((key, index) => [key, living(rows[index])]));
    return wanted.map((key) => found.get(key));
  },
  query: async ({ after, prefix, ...query }) => {
    const pk = registerPartition(await serving(), query.pk);
    const bounds = [after || '-', prefix || '-'];
    if (!bounds.every((sk) => isKey({ pk, sk }))) return { rows: [] };
    const page = await table.query({ ...query, pk, ...(after ? { after } : {}), ...(prefix ? { prefix } : {}) });
    return { ...page, rows: page.rows.filter((row) => row['gone'] !== true) };
  },
});

/** Waits for the view, woken by whoever applies facts in this process. */
const waiter =
  ({ clock, wakes }: ReaderParts, view: ReadableView, has: (stream: string, sequence: number) => Promise<boolean>) =>
  async (stream: string, sequence: number, until: number): Promise<boolean> => {
    if (await has(stream, sequence)) return true;
    const wake = wakes.listen(`${view.name} ${stream}`);
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
