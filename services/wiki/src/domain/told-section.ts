import type { Section as ToldSection } from '@wikibot/contracts/requests/sections';
import type { Section } from '@wikibot/platform/page/outline';
import { sectionHash } from '@wikibot/platform/page/section-hash';

/** A section as callers are told of it. */
export const toldSection = (text: string, { address, title, level, anchor, line, words, tokens, start, end }: Section): ToldSection => ({
  address,
  title,
  level,
  anchor,
  line,
  words,
  tokens,
  hash: sectionHash(text.slice(start, end)),
});
