import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { editPage } from '@wikibot/contracts/requests/pages';
import { replacePassage } from '../domain/changed-text.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { writePage } from './write-page.ts';

/** The passage is looked for in the text that the caller has read; what others changed elsewhere meanwhile is merged. */
const slice: AnswerSlice<typeof editPage, Ports> = async ({ path, base, message, dryRun, ...passage }, context, ports) => {
  const read = readPath(path);
  if (!read.ok) return read;
  const change = replacePassage(passage.oldString, passage.newString);
  return writePage({ path: read.path, base, message, dryRun, intent: 'edit', tellsText: true, change }, context, ports);
};

export default slice;
