import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readSection } from '@wikibot/contracts/requests/sections';
import { MAX_CHILDREN } from '@wikibot/contracts/requests/sections';
import { findSection } from '@wikibot/platform/page/find-section';
import { outlineOf } from '@wikibot/platform/page/outline';
import { sectionMissing } from '../domain/section-missing.ts';
import { surroundings } from '../domain/section-surroundings.ts';
import { toldSection } from '../domain/told-section.ts';
import type { Ports } from '../ports.ts';
import { titleOfText } from '../views/page-fields.ts';
import { askedPage } from './page-at.ts';

const slice: AnswerSlice<typeof readSection, Ports> = async ({ section: name, ...asked }, context, ports) => {
  const read = await askedPage(asked, context, ports);
  if (!read.ok) return read;
  const { path, text, last } = read.page;
  const sections = outlineOf(text);
  const found = findSection(sections, name);
  if (found.kind === 'ambiguous') return sectionMissing(path, name, { code: 'section-ambiguous', candidates: found.candidates });
  if (found.kind === 'missing') return sectionMissing(path, name, { code: 'section-not-found', candidates: found.available });
  const { section } = found;
  const { children, ...around } = surroundings(sections, section);
  const answer = {
    path,
    name: titleOfText(text, path),
    revision: last.revision,
    section: toldSection(text, section),
    content: text.slice(section.start, section.end),
    ...around,
    children: children.slice(0, MAX_CHILDREN),
    childCount: children.length,
  };
  return { ok: true, answer, token: read.token };
};

export default slice;
