import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeAddress } from '@wikibot/contracts/requests/wiki-care';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof describeAddress, Ports> = async ({ wikiId }, _context, ports) => {
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki) return refusals['wiki.not-found']({});
  const { ownerId, slug, status } = wiki;
  return { ok: true, answer: present({ owner: await ports.names.of(ownerId), slug, status }), token: {} };
};
export default slice;
