import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { outlinePage } from '@wikibot/contracts/requests/sections';
import { outlineOf, preambleOf } from '@wikibot/platform/page/outline';
import { countWords, estimateTokens } from '@wikibot/platform/page/words';
import { toldSection } from '../domain/told-section.ts';
import type { Ports } from '../ports.ts';
import { titleOfText } from '../views/page-fields.ts';
import { askedPage } from './page-at.ts';

const sizeOf = (text: string) => ({ words: countWords(text), tokens: estimateTokens(text) });

/** A cursor counts sections: whoever pages through an outline names the revision that the first answer gave. */
const slice: AnswerSlice<typeof outlinePage, Ports> = async ({ limit, cursor, ...asked }, context, ports) => {
  const found = await askedPage(asked, context, ports);
  if (!found.ok) return found;
  const { path, text, last } = found.page;
  const sections = outlineOf(text);
  const from = Number(cursor ?? 0);
  const until = from + limit;
  const answer = {
    path,
    name: titleOfText(text, path),
    revision: last.revision,
    ...sizeOf(text),
    preamble: sizeOf(preambleOf(text, sections)),
    sections: sections.slice(from, until).map((section) => toldSection(text, section)),
    total: sections.length,
    ...present({ next: until < sections.length ? String(until) : undefined }),
  };
  return { ok: true, answer, token: found.token };
};

export default slice;
