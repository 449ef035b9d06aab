import { cutAt } from '@wikibot/platform/page/words';
import type { NearChunk, PageHit } from './hit.ts';
import { matcherOf } from './matching.ts';
import { plainText, snippetOf } from './snippet.ts';

const NOTHING = matcherOf([]);

/** A page that was found by meaning alone: no word of it is marked. */
export const hitByMeaning = (near: NearChunk): PageHit => {
  const { path, pageKey, title, section, sectionPath, anchor, chunkIndex, similarity, text } = near;
  const { text: snippet, highlights } = snippetOf(text, NOTHING);
  const score = Math.round(Math.max(0, Math.min(1, similarity)) * 10_000) / 10_000;
  return { path, pageKey, title, section, sectionPath, anchor, chunkIndex, score, snippet, highlights, why: ['meaning'] };
};

const SNIPPET = 150;
/** Of a hostile chunk this much is looked at. */
const MAX_READ = 2_000;

/** The beginning of a chunk as plain text. */
export const beginningOf = (text: string): string => cutAt(plainText(cutAt(text, MAX_READ)), SNIPPET);
