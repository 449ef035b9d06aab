import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { commitStarterPages } from '@wikibot/contracts/requests/wikis';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import { starterPages } from '../domain/starter-pages.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** In the name of the owner: the pages are theirs from the first commit on. */
const slice: AnswerSlice<typeof commitStarterPages, Ports> = async ({ wikiId, ownerId }, context, ports) =>
  ports.heads.move({ ...context, actor: { kind: 'person', accountId: ownerId } }, wikiId, async ({ wiki, sequence }) => {
    if (wiki.status === 'failed') return refusals['wiki.abandoned']({});
    const fresh = wiki.head === null;
    return {
      ok: true,
      intent: 'bootstrap',
      message: `Create ${wiki.name}`,
      changes: fresh ? starterPages(wiki).map(({ path, text }) => ({ path: fileOfPage(path), content: Buffer.from(text) })) : [],
      answer: (moved) => ({ head: fresh ? moved.head : (wiki.head as ObjectId), sequence: fresh ? moved.sequence : sequence - 1 }),
    };
  });

export default slice;
