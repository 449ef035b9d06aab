import { present } from '@wikibot/contracts/define/present';
import type { ViewReader } from '@wikibot/platform/kernel/ports';
import type { Row, RowPage } from '@wikibot/platform/kernel/table';

type Query = Omit<Parameters<ViewReader['query']>[0], 'limit'>;

const PAGE = 500;

interface Wanted {
  readonly limit: number;
  readonly wanted: (row: Row) => boolean;
  /** No more rows are looked at than about so many; all unless told. */
  readonly most?: number;
}

interface Gathered {
  readonly rows: readonly Row[];
  readonly next?: string;
}

async function* pagesOf(view: ViewReader, query: Query): AsyncIterable<RowPage> {
  for (let after = query.after; ;) {
    const page: RowPage = await view.query(present({ ...query, after, limit: PAGE }));
    yield page;
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** Reads on until so many wanted rows are found; `next` is the last one's sort key when another wanted row follows, or where looking ended. */
export const gather = async (view: ViewReader, query: Query, { limit, wanted, most = Infinity }: Wanted): Promise<Gathered> => {
  const rows: Row[] = [];
  let looked = 0;
  for await (const page of pagesOf(view, query)) {
    for (const row of page.rows.filter(wanted)) {
      if (rows.length === limit) return { rows, next: rows.at(-1)?.sk ?? row.sk };
      rows.push(row);
    }
    looked += page.rows.length;
    if (looked >= most) return present({ rows, next: page.next });
  }
  return { rows };
};
