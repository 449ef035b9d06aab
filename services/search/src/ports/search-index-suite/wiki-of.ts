import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { pageKey } from '@wikibot/platform/page/page-path';
import { chunksOf } from '../../domain/chunks.ts';
import { parseQuery } from '../../domain/query.ts';
import type { PageHit } from '../../domain/hit.ts';
import type { FoundPages, IndexedPage, Question, SearchIndex } from '../search-index.ts';

/** Answers an index without a page. */
export type OpenIndex = () => Promise<SearchIndex>;

export const WIKI = 'wik_one';

type Details = Partial<Omit<IndexedPage, 'path' | 'pageKey'>>;

/** A page as the service would put it. */
export const pageOf = (path: string, markdown: string, details: Details = {}): IndexedPage => {
  const title = details.title ?? path.split('/').at(-1)?.replaceAll('_', ' ') ?? path;
  const chunks = chunksOf({ path, title, markdown, fields: splitFrontMatter(markdown).fields });
  return { wikiId: WIKI, pageKey: pageKey(path), path, title, tags: [], updated: '2026-05-01T00:00:00Z', sequence: 1, chunks, ...details };
};

export type Asked = Partial<Omit<Question, 'query' | 'limit'>> & { readonly limit?: number };

/** @throws when the query or the cursor is refused */
export const ask = async (index: SearchIndex, text: string, asked: Asked = {}): Promise<FoundPages> => {
  const query = parseQuery(text);
  if (!query.ok) throw new Error(query.message);
  const answer = await index.search({ wikiId: WIKI, limit: 20, ...asked, query });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
};

export const pathsOf = ({ hits }: FoundPages): readonly string[] => hits.map(({ path }) => path);

export const paths = async (index: SearchIndex, text: string, asked: Asked = {}): Promise<readonly string[]> =>
  pathsOf(await ask(index, text, asked));

/** The first hit. @throws when there is none */
export const best = async (index: SearchIndex, text: string): Promise<PageHit> => {
  const [hit] = (await ask(index, text)).hits;
  if (!hit) throw new Error(`nothing found for ${text}`);
  return hit;
};

/** An index that has these pages: path and Markdown. */
export const indexOf = async (open: OpenIndex, pages: Readonly<Record<string, string>>): Promise<SearchIndex> => {
  const index = await open();
  await index.putMany(Object.entries(pages).map(([path, markdown]) => pageOf(path, markdown)));
  return index;
};
