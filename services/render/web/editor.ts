import { hasMarks, partsOf, partsOfMarked, stillHolding } from '../src/domain/templates/conflict-parts.ts';
import type { ConflictTexts } from '../src/domain/templates/conflict-view.ts';
import type { DraftTexts } from '../src/domain/templates/draft-view.ts';
import { fill } from '../src/domain/texts/fill.ts';
import { type Answer, ask, succeeded, textOf } from './parts/api.ts';
import { conflictDesk } from './parts/conflicts/conflict-desk.ts';
import { draftKeeper } from './parts/drafts/draft-keeper.ts';
import type { Draft } from './parts/drafts/local-drafts.ts';
import { tell } from './parts/draw.ts';
import { writingSurface } from './parts/editing/surface.ts';
import { leaveNotice } from './parts/notice.ts';
import { reasonText, savePage, type Saved } from './parts/save-page.ts';
import { base, element, fact, pathHref, spoken } from './parts/screen.ts';

const t = {
  ...spoken<'savePage' | 'saving' | 'wordsOne' | 'wordsMany' | 'saveFailed' | 'loadFailed'>(),
  ...spoken<'savedMerged' | 'saveOffline' | 'saveSignedOut' | 'saveNotAllowed' | keyof ConflictTexts | keyof DraftTexts>(),
};
const form = element('editor', HTMLFormElement);
const surface = writingSurface();
const text = element('text', HTMLTextAreaElement);
const message = element('message', HTMLInputElement);
const problem = element('problem', HTMLElement);
const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
const back = element('back', HTMLButtonElement);

/** What the text on screen is based on; moves on when a conflict is shown. */
let revision = fact('revision');
/** What the server has, so that an untouched text leaves no draft. */
let stored = text.value;

const countWords = (): void => {
  const words = text.value.match(/[^\s]+/g)?.length ?? 0;
  element('words', HTMLElement).textContent = words === 1 ? t.wordsOne : fill(t.wordsMany, { count: words });
};

const currentDraft = (): Draft | undefined => {
  if (text.value === stored && message.value === '') return undefined;
  return { content: text.value, message: message.value, ...(revision !== undefined && { revision }), at: new Date().toISOString() };
};

/** Either the text is written, or places are decided. */
const showDesk = (isShown: boolean): void => {
  form.classList.toggle('deciding', isShown);
  back.hidden = isShown || !hasMarks(text.value);
};

const desk = conflictDesk({
  place: element('conflict', HTMLElement),
  t,
  changed: (decided) => surface.setText(decided),
  asText: () => {
    desk.close();
    showDesk(false);
    surface.focus();
  },
});

const openDesk = (parts: Parameters<typeof desk.open>[0], said = ''): void => {
  desk.open(parts, said);
  showDesk(true);
};

const use = (draft: Draft): void => {
  // Saving then merges, or shows what came between.
  revision = draft.revision;
  message.value = draft.message;
  surface.setText(draft.content);
  if (hasMarks(draft.content)) openDesk(partsOfMarked(draft.content));
  else surface.focus();
};

const keeper = draftKeeper({
  offers: element('found', HTMLElement),
  status: element('draft', HTMLElement),
  t,
  current: currentDraft,
  use,
});

const shown = async (saved: Saved): Promise<void> => {
  if (saved.kind === 'saved') {
    await keeper.done();
    if (saved.isMerged) leaveNotice(t.savedMerged);
    location.assign(fact('href') ?? base());
    return;
  }
  if (saved.kind === 'failed') return tell(problem, fill(t.saveFailed, { reason: reasonText(saved.reason, t) }));
  const { merged, hunks, head } = saved.conflict;
  const parts = partsOf(merged, hunks);
  const said = desk.isOpen ? fill(t.conflictAgain, { count: stillHolding(desk.decided, parts) }) : '';
  revision = head;
  openDesk(parts, said);
};

const busy = (isBusy: boolean): void => {
  if (!button) return;
  button.disabled = isBusy;
  button.textContent = isBusy ? t.saving : t.savePage;
};

const save = async (): Promise<void> => {
  if (button?.disabled === true) return;
  tell(problem, '');
  if (desk.isOpen && hasMarks(text.value)) {
    desk.toOpenPlace();
    return tell(problem, t.conflictMarks);
  }
  busy(true);
  const saved = await savePage({ content: text.value, message: message.value.trim(), ...(revision !== undefined && { revision }) });
  if (saved.kind !== 'saved') busy(false);
  await shown(saved);
};

/** A page that is found elsewhere was moved away from here, and what is written here is another. */
const isNew = (answer: Answer): boolean =>
  answer.kind === 'answer' && (answer.status === 404 || (succeeded(answer) && textOf(answer.body['path']) !== fact('path')));

const load = async (): Promise<void> => {
  const answer = await ask(`${base()}/api/v1/pages/${pathHref(fact('path') ?? '')}`);
  if (isNew(answer)) return;
  if (!succeeded(answer)) return tell(problem, t.loadFailed);
  stored = textOf(answer.body['content']);
  surface.setText(stored);
  revision = textOf(answer.body['revision']) || undefined;
};

back.addEventListener('click', () => openDesk(partsOfMarked(text.value)));
form.addEventListener('input', () => {
  countWords();
  if (!desk.isOpen) showDesk(false);
  keeper.typed();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void save();
});
addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 's') {
    event.preventDefault();
    void save();
  }
});

if (fact('load') !== undefined) await load();
countWords();
const isOffered = await keeper.open({ content: stored, ...(revision !== undefined && { revision }) });
if (!isOffered && location.hash === '' && matchMedia('(pointer: fine)').matches) surface.focus();
