import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { savePage } from '@wikibot/contracts/requests/pages';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { writePage } from './write-page.ts';

const slice: AnswerSlice<typeof savePage, Ports> = async ({ path: text, content, base, message }, context, ports) => {
  const read = readPath(text);
  if (!read.ok) return read;
  return writePage({ path: read.path, base, message, intent: 'save', yours: () => ({ ok: true, text: content }) }, context, ports);
};

export default slice;
