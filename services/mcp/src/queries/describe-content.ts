import type { describeContent } from '@wikibot/contracts/define/content-requests';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { viewContent } from '@wikibot/platform/kernel/view-content';
import type { Ports } from '../ports.ts';
import { notePartition } from '../views/note-rows.ts';

const slice: AnswerSlice<ReturnType<typeof describeContent>, Ports> = async ({ wikiId }, _context, ports) => {
  const stream = streamOf(wikiStream, wikiId);
  const notes = await viewContent(ports, { view: 'notes', stream, partition: notePartition(wikiId) });
  return { ok: true, answer: { views: [notes, await viewContent(ports, { view: 'changes', stream })] }, token: {} };
};
export default slice;
