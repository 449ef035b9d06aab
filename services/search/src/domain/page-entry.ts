import { createHash } from 'node:crypto';
import { splitFrontMatter, titleOf } from '@wikibot/platform/page/front-matter';
import { pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { chunksOf, embeddedText } from './chunks.ts';
import type { Chunk } from './chunks.ts';

/** Equal texts are embedded once: the hash stands for what the model reads. */
export const hashOfText = (text: string): string => createHash('sha256').update(text.toWellFormed()).digest('base64url').slice(0, 22);

/** What a page's Markdown says to search. */
export interface PageEntry {
  readonly path: string;
  readonly title: string;
  readonly category?: string;
  readonly tags: readonly string[];
  readonly words: number;
  readonly chunks: readonly (Omit<Chunk, 'page'> & { readonly hash: string })[];
}

type Told = Pick<PageEntry, 'category' | 'tags' | 'words'>;

const toldBy = (first: Chunk | undefined): Told => {
  if (!first) return { tags: [], words: 0 };
  const { category, tags, words } = first.page;
  return { tags, words, ...(category === undefined ? {} : { category }) };
};

export const pageEntry = (path: string, markdown: string): PageEntry => {
  const { fields } = splitFrontMatter(markdown);
  const title = titleOf(fields) ?? titleOfPath(path);
  const chunks = chunksOf({ path, title, markdown, fields });
  return {
    ...{ path, title, ...toldBy(chunks[0]) },
    chunks: chunks.map(({ page: _, ...chunk }) => ({ ...chunk, hash: hashOfText(embeddedText(chunk)) })),
  };
};

/** Stands in the key of a file beside a page where no page has it, so that a file is never taken for a page below. */
const FILE_MARK = '\u001f';

/** A file beside a page by its name: `Page/plan.pdf` of the page `Page`. Undefined for a file that is beside no page. */
export const fileEntry = (
  file: string,
): { readonly path: string; readonly pageKey: string; readonly name: string; readonly page: string } | undefined => {
  const cut = file.lastIndexOf('/');
  if (cut <= 0) return undefined;
  const [page, name] = [file.slice(0, cut), file.slice(cut + 1)];
  return { path: file, pageKey: `${pageKey(page)}/${FILE_MARK}${name}`, name, page };
};
