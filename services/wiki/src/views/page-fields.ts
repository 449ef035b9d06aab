/** What a page says of itself: title, category, tags, words, as every list shows them. */
import { categoryOf, splitFrontMatter, tagsOf, titleOf } from '@wikibot/platform/page/front-matter';
import { titleOfPath } from '@wikibot/platform/page/page-path';
import { countWords } from '@wikibot/platform/page/words';

export interface PageFields {
  readonly name: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly words: number;
}

export const pageFields = (text: string, path: string): PageFields => {
  const { fields, body } = splitFrontMatter(text);
  return {
    name: titleOf(fields) ?? titleOfPath(path),
    category: categoryOf(fields) ?? null,
    tags: tagsOf(fields),
    words: countWords(body),
  };
};

export const titleOfText = (text: string, path: string): string => titleOf(splitFrontMatter(text).fields) ?? titleOfPath(path);
