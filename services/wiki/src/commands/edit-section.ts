import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { editSection } from '@wikibot/contracts/requests/sections';
import { editedSection } from '../domain/changed-section.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { writePage } from './write-page.ts';

/** Whoever changes a section need not hold the page, so a merge is told by its sections and not by the whole text. */
const slice: AnswerSlice<typeof editSection, Ports> = async ({ path, base, message, dryRun, ...edit }, context, ports) => {
  const read = readPath(path);
  if (!read.ok) return read;
  return writePage(
    { path: read.path, base, message, dryRun, intent: 'edit', tellsText: false, change: editedSection(edit) },
    context,
    ports,
  );
};

export default slice;
