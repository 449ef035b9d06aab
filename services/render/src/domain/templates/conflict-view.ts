/** The screen where two versions of a page are made one; drawn by browser code, which keeps the decisions. */
import type { Choice, Part, Place, Stretch } from './conflict-parts.ts';
import { isPlace } from './conflict-parts.ts';
import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { type Content, html, type Markup } from './html.ts';

export const CONFLICT_TEXTS = [
  ...(['conflictTitle', 'conflictText', 'conflictAgain', 'conflictPlace', 'conflictLine', 'conflictBase', 'conflictNothing'] as const),
  ...(['conflictTheirs', 'conflictYours', 'conflictBoth', 'conflictEdit', 'conflictTake', 'conflictEdited'] as const),
  ...(['conflictAllTheirs', 'conflictAllYours', 'conflictDecided', 'conflictResult', 'conflictOpen'] as const),
  ...(['conflictAsText', 'conflictBack', 'conflictMarks'] as const),
] as const;

export type ConflictTexts = Pick<Texts, (typeof CONFLICT_TEXTS)[number]>;

/** The ways to decide, in the order in which they are offered. */
export const WAYS: readonly (readonly [by: Choice['by'], words: keyof ConflictTexts])[] = [
  ['theirs', 'conflictTheirs'],
  ['yours', 'conflictYours'],
  ['both', 'conflictBoth'],
  ['edit', 'conflictEdit'],
];

/** Lines that the base does not have, so that the eye finds what differs. */
const lines = (text: string, base: string, t: ConflictTexts): readonly Content[] => {
  if (text === '') return [html`<em>${t.conflictNothing}</em>`];
  const known = new Set(base.split('\n'));
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line, at) => [at > 0 && '\n', known.has(line) ? line : html`<span class="line-changed">${line}</span>`]);
};

const version = (which: 'theirs' | 'yours', { place, t }: { readonly place: Place; readonly t: ConflictTexts }): Markup =>
  html`<div class="version ${which}">
    <h4>${which === 'theirs' ? t.conflictTheirs : t.conflictYours}</h4>
    <pre tabindex="0" aria-label="${which === 'theirs' ? t.conflictTheirs : t.conflictYours}">${lines(place[which], place.base, t)}</pre>
  </div>`;

const way = (number: number, [by, words]: (typeof WAYS)[number], t: ConflictTexts): Markup =>
  html`<label><input type="radio" name="place-${number}" value="${by}" data-place="${number}" /><span>${t[words]}</span></label>`;

const hunk = (place: Place, { number, count, t }: { readonly number: number; readonly count: number; readonly t: ConflictTexts }): Markup =>
  html`<li class="hunk" id="app:place-${number}">
    <h3>${fill(t.conflictPlace, { number: number + 1, count })}${place.line !== undefined && html` <span>${fill(t.conflictLine, { line: place.line })}</span>`}</h3>
    ${version('theirs', { place, t })}${version('yours', { place, t })}
    <details><summary>${t.conflictBase}</summary><pre tabindex="0" aria-label="${t.conflictBase}">${lines(place.base, place.base, t)}</pre></details>
    <fieldset class="ways"><legend class="unseen">${t.conflictTake}</legend>${WAYS.map((one) => way(number, one, t))}</fieldset>
    <textarea data-edit="${number}" aria-label="${t.conflictEdited}" rows="4" spellcheck="true" hidden></textarea>
  </li>`;

export const conflictView = (parts: readonly Part[], { said, t }: { readonly said: string; readonly t: ConflictTexts }): Markup => {
  const places = parts.filter(isPlace);
  return html`<header class="conflict-head">
      <h2 id="app:conflict-title">${t.conflictTitle}</h2>
      <p>${t.conflictText}</p>
      ${said !== '' && html`<p class="conflict-again">${said}</p>`}
      <p class="conflict-line">
        <strong id="app:decided" role="status"></strong
        ><button class="button" type="button" data-all="theirs">${t.conflictAllTheirs}</button
        ><button class="button" type="button" data-all="yours">${t.conflictAllYours}</button
        ><button class="button" type="button" data-as-text>${t.conflictAsText}</button>
      </p>
    </header>
    <div class="conflict-columns">
      <ol class="hunks">
        ${places.map((place, number) => hunk(place, { number, count: places.length, t }))}
      </ol>
      <section class="merged" aria-labelledby="app:merged-title">
        <h3 id="app:merged-title">${t.conflictResult}</h3>
        <pre id="app:merged" tabindex="0" aria-labelledby="app:merged-title"></pre>
      </section>
    </div>`;
};

/** The page as the decisions make it so far. */
export const mergedView = (stretches: readonly Stretch[], t: ConflictTexts): Markup =>
  html`${stretches.map(({ text, place, isOpen }) => {
    if (place === undefined) return text;
    const words = isOpen === true ? `${fill(t.conflictOpen, { number: place + 1 })}\n` : text;
    return html`<span class="merged-place${isOpen === true && ' open'}" data-place="${place}">${words}</span>`;
  })}`;
