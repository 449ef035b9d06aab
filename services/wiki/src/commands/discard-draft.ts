import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { discardDraft } from '@wikibot/contracts/requests/drafts';
import { signIn } from '@wikibot/platform/kernel/kernel-refusals';
import { draftRefusals } from '../domain/draft-refusals.ts';
import { draftOf } from '../domain/drafts.ts';
import { ownShelf } from '../domain/own-shelf.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';

/** Whoever names the draft throws away that one and no later. */
const slice: AnswerSlice<typeof discardDraft, Ports> = async ({ path, draftRevision }, context, ports) => {
  const shelf = ownShelf(context);
  if (!shelf) return signIn({ reason: 'no-credentials' });
  const read = readPath(path);
  if (!read.ok) return read;
  const standing = await ports.drafts.change(shelf, (drafts) => {
    const said = draftOf(drafts, read.path);
    const isMeant = said !== undefined && (draftRevision ?? said.draftRevision) === said.draftRevision;
    return isMeant ? { said, change: { drafts: drafts.filter((other) => other !== said) } } : { said };
  });
  if (!standing) return draftRefusals['draft.not-found']({ path: read.path });
  if (draftRevision !== undefined && draftRevision !== standing.draftRevision)
    return draftRefusals['draft.newer']({ path: read.path, draft_revision: standing.draftRevision, saved: standing.saved });
  return { ok: true, answer: { path: standing.path }, token: {} };
};

export default slice;
