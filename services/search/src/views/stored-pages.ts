import type { Ports } from '../ports.ts';
import type { StoredPage, StoredQuestion } from '../ports/search-index.ts';

const AT_ONCE = 50;

type Wanted = Omit<StoredQuestion, 'limit'> & { readonly upTo?: string };

/** All pages of a shelf that are wanted, in the order of their keys. */
export async function* storedPages({ upTo, ...wanted }: Wanted, { index }: Ports): AsyncIterable<StoredPage> {
  for (let after = wanted.after ?? ''; ;) {
    const pages = await index.stored({ ...wanted, after, limit: AT_ONCE });
    for (const page of pages) {
      if (upTo !== undefined && compareKeys(page.pageKey, upTo) > 0) return;
      yield page;
    }
    const last = pages.at(-1);
    if (!last || pages.length < AT_ONCE) return;
    after = last.pageKey;
  }
}

/** As both engines order keys: by their bytes. */
const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
