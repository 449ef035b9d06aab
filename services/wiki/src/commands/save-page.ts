import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { savePage } from '@wikibot/contracts/requests/pages';
import { replacePage } from '../domain/changed-text.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { writePage } from './write-page.ts';

const slice: AnswerSlice<typeof savePage, Ports> = async ({ path, content, base, message, dryRun }, context, ports) => {
  const read = readPath(path);
  if (!read.ok) return read;
  const change = replacePage(content);
  return writePage({ path: read.path, base, message, dryRun, intent: 'save', tellsText: true, change }, context, ports);
};

export default slice;
