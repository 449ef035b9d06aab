import type { describeContent } from '@wikibot/contracts/define/content-requests';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { contentDigest } from '@wikibot/platform/kernel/content-digest';
import { viewContent } from '@wikibot/platform/kernel/view-content';
import type { Ports } from '../ports.ts';

/** The index is the register here: the view's own rows are its marks alone. */
const slice: AnswerSlice<ReturnType<typeof describeContent>, Ports> = async ({ wikiId }, _context, ports) => {
  const mark = await viewContent(ports, { view: 'chunks', stream: streamOf(wikiStream, wikiId) });
  const { serving } = await ports.shelves.of(wikiId);
  const pages = (await ports.index.pages(serving.id)).map(({ pageKey, sequence }) => [pageKey, sequence] as const);
  return { ok: true, answer: { views: [{ ...mark, pages: pages.length, digest: contentDigest(pages) }] }, token: {} };
};
export default slice;
