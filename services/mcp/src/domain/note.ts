/** A page as agents know it: what stands beside its text. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { Instant, ObjectId } from '@wikibot/contracts/define/ids';
import type { Intent } from '@wikibot/contracts/facts/wiki';
import { categoryOf, splitFrontMatter, tagsOf, titleOf } from '@wikibot/platform/page/front-matter';
import { titleOfPath } from '@wikibot/platform/page/page-path';
import { countWords } from '@wikibot/platform/page/words';

/** The change that made something what it is. */
export interface LastChange {
  readonly revision: ObjectId;
  readonly time: Instant;
  readonly actor: Actor;
  readonly intent: Intent;
  readonly message: string;
}

export interface Note {
  readonly path: string;
  readonly title: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  /** Of the body. */
  readonly words: number;
  readonly blob: ObjectId;
  readonly last: LastChange;
}

export const noteOf = (page: { readonly path: string; readonly blob: ObjectId }, text: string, last: LastChange): Note => {
  const { fields, body } = splitFrontMatter(text);
  return {
    path: page.path,
    title: titleOf(fields) ?? titleOfPath(page.path),
    category: categoryOf(fields) ?? null,
    tags: tagsOf(fields),
    words: countWords(body),
    blob: page.blob,
    last,
  };
};
