import { html, type Markup, raw } from '../../src/domain/templates/html.ts';
import type { Texts } from '../../src/domain/texts/texts.ts';
import { draw } from './draw.ts';
import type { Conflict } from './save-page.ts';

export const CONFLICT_TEXTS = [
  'conflictTitle',
  'conflictText',
  'conflictTheirs',
  'conflictYours',
  'conflictMerged',
  'conflictMergedHint',
  'conflictUse',
] as const;

export type ConflictTexts = Pick<Texts, (typeof CONFLICT_TEXTS)[number]>;

type Side = 'theirs' | 'yours' | 'merged';

const HEADS: readonly (readonly [Side, keyof ConflictTexts, keyof ConflictTexts | undefined])[] = [
  ['theirs', 'conflictTheirs', undefined],
  ['yours', 'conflictYours', undefined],
  ['merged', 'conflictMerged', 'conflictMergedHint'],
];

const LINE_BREAK = raw('\n');

/** Lines that the base does not have, so that the eye finds what differs. */
const lines = (text: string, original: ReadonlySet<string>): readonly Markup[] =>
  text
    .split('\n')
    .flatMap((line) => [
      line.trim() === '' || original.has(line) ? html`${line}` : html`<span class="line-changed">${line}</span>`,
      LINE_BREAK,
    ]);

const side = (conflict: Conflict, [name, title, hint]: (typeof HEADS)[number], t: ConflictTexts): Markup =>
  html`<div class="side">
    <h3>${t[title]}${hint && html` <span>${t[hint]}</span>`}</h3>
    <pre tabindex="0">${lines(conflict[name], new Set(conflict.base.split('\n')))}</pre>
    <p><button class="button" type="button" data-use="${name}">${t.conflictUse}</button></p>
  </div>`;

export interface Showing {
  readonly place: HTMLElement;
  readonly t: ConflictTexts;
  /** Gets the text a person goes on with. */
  readonly choose: (text: string) => void;
}

/** Shows theirs, yours and both, whole. The panel stays until the page is saved. */
export const conflictPanel = (conflict: Conflict, { place, t, choose }: Showing): void => {
  const id = 'app:conflict-title';
  draw(
    place,
    html`<h2 id="${id}">${t.conflictTitle}</h2>
      <p>${t.conflictText}</p>
      <div class="sides">${HEADS.map((head) => side(conflict, head, t))}</div>`,
  );
  place.setAttribute('aria-labelledby', id);
  for (const button of place.querySelectorAll<HTMLElement>('[data-use]')) {
    button.addEventListener('click', () => choose(conflict[button.dataset['use'] as Side]));
  }
  place.hidden = false;
  place.focus();
};

/** Whether somebody still has to decide between two versions. */
export const hasMarks = (text: string): boolean => /^<{7} /m.test(text) && /^>{7} /m.test(text);
