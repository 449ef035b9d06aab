import type { describeContent } from '@wikibot/contracts/define/content-requests';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { viewContent } from '@wikibot/platform/kernel/view-content';
import type { Ports } from '../ports.ts';
import { linkedPagesPartition } from '../views/links.ts';
import { pagesPartition } from '../views/pages.ts';

const slice: AnswerSlice<ReturnType<typeof describeContent>, Ports> = async ({ wikiId }, _context, ports) => ({
  ok: true,
  answer: {
    views: [
      await viewContent(ports, { view: 'pages', stream: streamOf(wikiStream, wikiId), partition: pagesPartition(wikiId) }),
      await viewContent(ports, { view: 'links', stream: streamOf(wikiStream, wikiId), partition: linkedPagesPartition(wikiId) }),
    ],
  },
  token: {},
});
export default slice;
