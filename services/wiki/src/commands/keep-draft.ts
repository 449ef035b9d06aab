import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { keepDraft } from '@wikibot/contracts/requests/drafts';
import { MAX_DRAFTS } from '@wikibot/contracts/requests/drafts';
import { signIn } from '@wikibot/platform/kernel/kernel-refusals';
import { shownDraft } from '../domain/shown-draft.ts';
import { draftRefusals } from '../domain/draft-refusals.ts';
import type { Decision, Keeping, KeptDraft } from '../domain/drafts.ts';
import { decideKeeping, draftDigest, draftOf, expiryOf } from '../domain/drafts.ts';
import { ownShelf } from '../domain/own-shelf.ts';
import { readPath, textProblem } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import type { Shelf } from '../ports/drafts.ts';
import { titleOfText } from '../views/page-fields.ts';

type Answer = AnswerOf<typeof keepDraft>;

const slice: AnswerSlice<typeof keepDraft, Ports> = async ({ path, content, base, message, draftRevision }, context, ports) => {
  const shelf = ownShelf(context);
  if (!shelf) return signIn({ reason: 'no-credentials' });
  const read = readPath(path);
  if (!read.ok) return read;
  const problem = textProblem(read.path, content) ?? textProblem(read.path, message ?? '');
  if (problem) return problem;
  const text = { content, ...present({ message: message || undefined }) };
  return keep({ path: read.path, text, base, known: draftRevision }, shelf, ports);
};

export default slice;

const keep = async (keeping: Keeping, shelf: Shelf, ports: Ports): Promise<Outcome<Answer>> => {
  const draft = draftMadeOf(keeping, ports);
  const decision = await ports.drafts.change(shelf, (drafts) => {
    const said = decideKeeping(drafts, keeping);
    if (said.kind !== 'created' && said.kind !== 'updated') return { said };
    const others = drafts.filter((other) => other !== draftOf(drafts, keeping.path));
    return { said, change: { drafts: [draft, ...others], written: { draftRevision: draft.draftRevision, text: keeping.text } } };
  });
  if (decision.kind === 'overtaken') return overtaken(keeping, decision.standing, { shelf, ports });
  return answered(decision, draft);
};

const draftMadeOf = (keeping: Keeping, { clock, ids }: Ports): KeptDraft => {
  const { path, text, base } = keeping;
  const now = clock.now();
  return {
    path,
    name: shortName(titleOfText(text.content, path)),
    ...present({ base }),
    draftRevision: ids.uuid(),
    bytes: Buffer.byteLength(text.content),
    saved: new Date(now).toISOString(),
    expires: new Date(expiryOf(now)).toISOString(),
    digest: draftDigest(keeping),
  };
};

const LONGEST_NAME = 200;

/** A list of a hundred of them is one row. */
const shortName = (name: string): string => [...name].slice(0, LONGEST_NAME).join('');

const answered = (decision: Exclude<Decision, { kind: 'overtaken' }>, draft: KeptDraft): Outcome<Answer> => {
  switch (decision.kind) {
    case 'gone':
      return draftRefusals['draft.gone']({ path: draft.path });
    case 'full':
      return draftRefusals['draft.too-many']({ limit: MAX_DRAFTS });
    case 'unchanged':
      return { ok: true, answer: { ...shownDraft(decision.standing), outcome: 'unchanged' }, token: {} };
    case 'created':
    case 'updated':
      return { ok: true, answer: { ...shownDraft(draft), outcome: decision.kind }, token: {} };
  }
};

/** The text may be another by now, or gone: then the caller is told so when it comes again. */
const overtaken = async (
  { path, text }: Keeping,
  { draftRevision, saved }: KeptDraft,
  { shelf, ports }: { readonly shelf: Shelf; readonly ports: Ports },
): Promise<Refused> => {
  const theirs = await ports.drafts.text(shelf, draftRevision);
  const draftContent = theirs?.content ?? '';
  return draftRefusals['draft.changed']({ path, draft_revision: draftRevision, saved, draft_content: draftContent, yours: text.content });
};
