/**
 * Where pages went. A view keeps at the address of a page either the page or the path that it was moved to, in one register: whatever
 * happens at an address later ends the way on, and a page that is written there stands there. Each move tells its own step only; chains are
 * followed at reading.
 */
import type { PageKey } from '../page/page-path.ts';
import { pageKey, pagePathOfFile } from '../page/page-path.ts';
import type { PageChange } from './head-changes.ts';
import type { Row } from './table.ts';

/** Of one move of a head: the new paths of pages by their old identities. */
export const departuresOf = (changes: readonly PageChange[]): ReadonlyMap<PageKey, string> =>
  new Map(
    changes.flatMap(({ page, from }): [PageKey, string][] => {
      const before = from === undefined ? undefined : pagePathOfFile(from);
      return before === undefined ? [] : [[pageKey(before), page]];
    }),
  );

/** What is kept where no page stands any more: where it went, or nothing. */
export const absentRow = (movedTo: string | undefined): { readonly movedTo: string } | null => (movedTo === undefined ? null : { movedTo });

export const movedToIn = (row: Row | undefined): string | undefined =>
  row?.['movedTo'] === undefined ? undefined : String(row['movedTo']);

/** Whether the row is of a page. */
export const isPageRow = (row: Row): boolean => movedToIn(row) === undefined;

/** Nobody moves a page so often; while facts arrive out of order a way may even go round. */
const MOST_STEPS = 100;

/** The row of the page at the end of the way on from an address; undefined when nothing stands there. */
export const followMoves = async (path: string, rowAt: (key: PageKey) => Promise<Row | undefined>): Promise<Row | undefined> => {
  const seen = new Set<PageKey>();
  for (let at: string | undefined = path; at !== undefined;) {
    const key = pageKey(at);
    if (seen.has(key) || seen.size === MOST_STEPS) return undefined;
    seen.add(key);
    const row = await rowAt(key);
    at = movedToIn(row);
    if (at === undefined) return row;
  }
  return undefined;
};

/** The same for many addresses at once: those of them from which a page is found. */
export const foundAfterMoves = async (
  keys: readonly string[],
  rowsAt: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): Promise<ReadonlyMap<string, Row>> => {
  const found = new Map<string, Row>();
  let asked = new Map(keys.map((key) => [key, key]));
  for (let step = 0; asked.size > 0 && step < MOST_STEPS; step += 1) {
    const rows = await rowsAt([...new Set(asked.values())]);
    const onward = new Map<string, string>();
    for (const [key, at] of asked) {
      const row = rows.get(at);
      const movedTo = movedToIn(row);
      if (movedTo !== undefined) onward.set(key, pageKey(movedTo));
      else if (row) found.set(key, row);
    }
    asked = onward;
  }
  return found;
};
