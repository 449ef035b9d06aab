import type { describeContent } from '@wikibot/contracts/define/content-requests';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { viewContent } from '@wikibot/platform/kernel/view-content';
import type { Ports } from '../ports.ts';
import { pagePartition } from '../views/fragments.ts';

const slice: AnswerSlice<ReturnType<typeof describeContent>, Ports> = async ({ wikiId }, _context, ports) => ({
  ok: true,
  answer: {
    views: [await viewContent(ports, { view: 'fragments', stream: streamOf(wikiStream, wikiId), partition: pagePartition(wikiId) })],
  },
  token: {},
});
export default slice;
