import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readDraft } from '@wikibot/contracts/requests/drafts';
import { signIn } from '@wikibot/platform/kernel/kernel-refusals';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import { draftRefusals } from '../domain/draft-refusals.ts';
import type { DraftText, Grounds, KeptDraft } from '../domain/drafts.ts';
import { draftOf, groundOfDraft } from '../domain/drafts.ts';
import { ownShelf } from '../domain/own-shelf.ts';
import { readPath } from '../domain/page-text.ts';
import { shownDraft } from '../domain/shown-draft.ts';
import type { Ports } from '../ports.ts';
import type { Shelf } from '../ports/drafts.ts';
import { pageAt } from '../views/pages.ts';
import { settledView } from './settled-view.ts';

/** Answers when the view holds every change before the question: whether the page is another now is what matters. */
const slice: AnswerSlice<typeof readDraft, Ports> = async ({ path }, context, ports) => {
  const shelf = ownShelf(context);
  if (!shelf) return signIn({ reason: 'no-credentials' });
  const read = readPath(path);
  if (!read.ok) return read;
  const settled = await settledView('pages', context, ports);
  if (!settled.ok) return settled;
  const found = await foundDraft(ports, shelf, read.path);
  if (!found) return draftRefusals['draft.not-found']({ path: read.path });
  const { draft, text } = found;
  const grounds = await groundsOf(ports, shelf, draft);
  const now = { ground: groundOfDraft(grounds), currentRevision: grounds.now?.revision ?? null };
  return { ok: true, answer: { ...shownDraft(draft), ...text, ...now }, token: settled.token };
};

export default slice;

interface Found {
  readonly draft: KeptDraft;
  readonly text: DraftText;
}

/** A text that was replaced between the two looks is looked for once more. */
const foundDraft = async (ports: Ports, shelf: Shelf, path: string): Promise<Found | undefined> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const draft = draftOf(await ports.drafts.list(shelf), path);
    if (!draft) return undefined;
    const text = await ports.drafts.text(shelf, draft.draftRevision);
    if (text) return { draft, text };
  }
  return undefined;
};

const groundsOf = async (ports: Ports, { wikiId }: Shelf, { path, base }: KeptDraft) => {
  const page = await pageAt(ports, wikiId, path);
  const isWhole = base?.length === 40;
  const then = page && isWhole ? await ports.archive.find(wikiId, base as ObjectId, fileOfPage(path)) : undefined; // 40 digits are one
  return {
    base,
    now: page && { revision: page.revision, blob: page.blob },
    thenBlob: then?.oid,
  } satisfies Grounds;
};
