import { fill } from '../src/domain/texts/fill.ts';
import { type Answer, ask, succeeded, textOf } from './parts/api.ts';
import { conflictPanel, type ConflictTexts, hasMarks } from './parts/conflict-panel.ts';
import { type Draft, dropDraft, keepDraft, keptDraft } from './parts/draft.ts';
import { draw, tell } from './parts/draw.ts';
import { leaveNotice } from './parts/notice.ts';
import { reasonText, savePage, type Saved } from './parts/save-page.ts';
import { writingSurface } from './parts/editing/surface.ts';
import { base, element, fact, locale, pathHref, spoken } from './parts/screen.ts';
import { html } from '../src/domain/templates/html.ts';
import { timeTag } from '../src/domain/templates/time-tag.ts';

const KEEP_AFTER = 400;

const t = {
  ...spoken<
    | 'savePage'
    | 'saving'
    | 'wordsOne'
    | 'wordsMany'
    | 'draftKept'
    | 'draftFound'
    | 'draftUse'
    | 'draftDiscard'
    | 'saveFailed'
    | 'loadFailed'
  >(),
  ...spoken<
    'savedMerged' | 'conflictChosen' | 'conflictMarks' | 'saveOffline' | 'saveSignedOut' | 'saveNotAllowed' | keyof ConflictTexts
  >(),
};
const form = element('editor', HTMLFormElement);
const surface = writingSurface();
const text = element('text', HTMLTextAreaElement);
const message = element('message', HTMLInputElement);
const problem = element('problem', HTMLElement);
const found = element('found', HTMLElement);
const conflict = element('conflict', HTMLElement);
const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');

/** What the text on screen is based on; moves on when a conflict is resolved. */
let revision = fact('revision');
/** What the server has, so that an untouched text leaves no draft. */
let stored = text.value;

const countWords = (): void => {
  const words = text.value.match(/[^\s]+/g)?.length ?? 0;
  element('words', HTMLElement).textContent = words === 1 ? t.wordsOne : fill(t.wordsMany, { count: words });
};

const keep = (): void => {
  if (text.value === stored && message.value === '') return;
  const isKept = keepDraft({
    content: text.value,
    message: message.value,
    ...(revision !== undefined && { revision }),
    at: new Date().toISOString(),
  });
  element('draft', HTMLElement).textContent = isKept ? t.draftKept : '';
};

const use = (content: string): void => {
  surface.setText(content);
  countWords();
  keep();
  surface.focus();
};

const offer = (draft: Draft): void => {
  const [before = '', after = ''] = t.draftFound.split('{time}');
  draw(
    found,
    html`<span>${before}${timeTag(draft.at, locale())}${after}</span
      ><button class="button" type="button" data-draft="use">${t.draftUse}</button
      ><button class="button" type="button" data-draft="drop">${t.draftDiscard}</button>`,
  );
  found.hidden = false;
  found.addEventListener('click', ({ target }) => {
    const choice = target instanceof HTMLElement ? target.dataset['draft'] : undefined;
    if (choice === undefined) return;
    found.hidden = true;
    if (choice === 'drop') return dropDraft();
    // Saving then merges, or shows what came between.
    revision = draft.revision;
    message.value = draft.message;
    use(draft.content);
  });
};

const resolve = (chosen: string, head: string): void => {
  revision = head;
  use(chosen);
  tell(problem, t.conflictChosen);
};

const shown = (saved: Saved): void => {
  if (saved.kind === 'saved') {
    dropDraft();
    if (saved.isMerged) leaveNotice(t.savedMerged);
    location.assign(fact('href') ?? base());
    return;
  }
  if (saved.kind === 'conflict')
    conflictPanel(saved.conflict, { place: conflict, t, choose: (chosen) => resolve(chosen, saved.conflict.head) });
  else tell(problem, fill(t.saveFailed, { reason: reasonText(saved.reason, t) }));
};

const busy = (isBusy: boolean): void => {
  if (!button) return;
  button.disabled = isBusy;
  button.textContent = isBusy ? t.saving : t.savePage;
};

const save = async (): Promise<void> => {
  if (button?.disabled === true) return;
  tell(problem, '');
  if (!conflict.hidden && hasMarks(text.value)) return tell(problem, t.conflictMarks);
  keep();
  busy(true);
  const saved = await savePage({ content: text.value, message: message.value.trim(), ...(revision !== undefined && { revision }) });
  if (saved.kind !== 'saved') busy(false);
  shown(saved);
};

/** A page that is found elsewhere was moved away from here, and what is written here is another. */
const isNew = (answer: Answer): boolean =>
  answer.kind === 'answer' && (answer.status === 404 || (succeeded(answer) && textOf(answer.body['path']) !== fact('path')));

const load = async (): Promise<void> => {
  const answer = await ask(`${base()}/api/v1/pages/${pathHref(fact('path') ?? '')}`);
  if (isNew(answer)) return;
  if (succeeded(answer)) {
    stored = textOf(answer.body['content']);
    surface.setText(stored);
    revision = textOf(answer.body['revision']) || undefined;
  } else tell(problem, t.loadFailed);
};

let timer = 0;
form.addEventListener('input', () => {
  countWords();
  clearTimeout(timer);
  timer = window.setTimeout(keep, KEEP_AFTER);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void save();
});
addEventListener('pagehide', () => {
  // A saved page is left with its draft dropped already.
  if (button?.disabled !== true) keep();
});
addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 's') {
    event.preventDefault();
    void save();
  }
});

if (fact('load') !== undefined) await load();
countWords();
const draft = keptDraft();
if (draft && draft.content !== text.value) offer(draft);
else if (location.hash === '' && matchMedia('(pointer: fine)').matches) surface.focus();
