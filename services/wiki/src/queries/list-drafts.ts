import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listDrafts } from '@wikibot/contracts/requests/drafts';
import { MAX_DRAFTS } from '@wikibot/contracts/requests/drafts';
import { signIn } from '@wikibot/platform/kernel/kernel-refusals';
import { ownShelf } from '../domain/own-shelf.ts';
import { shownDraft } from '../domain/shown-draft.ts';
import type { Ports } from '../ports.ts';
import { maySeeOf } from './reader.ts';

const slice: AnswerSlice<typeof listDrafts, Ports> = async (_data, context, ports) => {
  const shelf = ownShelf(context);
  if (!shelf) return signIn({ reason: 'no-credentials' });
  const maySee = maySeeOf(context);
  const drafts = (await ports.drafts.list(shelf)).filter(({ path }) => maySee(path));
  return { ok: true, answer: { drafts: drafts.map(shownDraft), limit: MAX_DRAFTS }, token: {} };
};

export default slice;
