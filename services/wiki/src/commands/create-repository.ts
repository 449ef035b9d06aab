import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { createRepository } from '@wikibot/contracts/requests/wikis';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof createRepository, Ports> = async ({ wikiId }, _context, ports) => {
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki || wiki.status === 'failed') return refusals['wiki.abandoned']({});
  await ports.repositories.create(wikiId);
  return { ok: true, answer: {}, token: {} };
};

export default slice;
