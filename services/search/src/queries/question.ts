/** What the queries about pages have in common: where the wiki's pages stand, for whom, and what narrows the question. */
import type { Context } from '@wikibot/contracts/define/context';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { findPages } from '@wikibot/contracts/requests/search';
import { rulesOf } from '@wikibot/platform/kernel/access';
import type { Ports } from '../ports.ts';
import type { Filters } from '../ports/search-index.ts';
import type { Shelf } from '../ports/shelves.ts';

type Narrowing = Pick<DataOf<typeof findPages>, 'prefix' | 'category' | 'tag' | 'updatedSince' | 'updatedBefore' | 'author'>;

/** Stands for the account of a name that nobody has: no page is by it. */
const NOBODY = 'nobody';

const authorOf = async (username: string | undefined, { names }: Ports): Promise<{ author?: string }> =>
  username === undefined ? {} : { author: (await names.accountOf(username)) ?? NOBODY };

export const filtersOf = async (data: Narrowing, ports: Ports): Promise<Filters> => {
  const { prefix, category, tag, updatedSince, updatedBefore, author } = data;
  return {
    ...(prefix === undefined ? {} : { pathPrefix: prefix }),
    ...(category === undefined ? {} : { category }),
    ...(tag === undefined ? {} : { tag }),
    ...(updatedSince === undefined ? {} : { updatedSince }),
    ...(updatedBefore === undefined ? {} : { updatedBefore }),
    ...(await authorOf(author, ports)),
  };
};

/** The shelf that serves, and what of it the asker may see. Undefined without a wiki. */
export const placeOf = async (context: Context, { shelves }: Ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return undefined;
  const { serving } = await shelves.of(wikiId);
  return { shelf: serving, scope: { wikiId: serving.id, allowed: rulesOf(context) } };
};

/** The direction of a question on a shelf. `no-meaning`: its vectors are of another model; `nothing-telling`: the question has none. */
export const directionOf = async (query: string, shelf: Shelf, { embedder, lexicons }: Ports) => {
  if (shelf.model !== embedder.model) return 'no-meaning';
  const [vector] = await embedder.embed([query], embedder.learn ? await lexicons.of(shelf) : undefined);
  return vector ?? 'nothing-telling';
};
