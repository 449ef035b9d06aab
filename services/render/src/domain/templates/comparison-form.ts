import { fill } from '../texts/fill.ts';
import type { Locale, Texts } from '../texts/texts.ts';
import { type Change, CHANGE_TEXTS, type ChangeTexts, changeList } from './change-list.ts';
import { html, type Markup } from './html.ts';

export const COMPARING_TEXTS = [
  ...CHANGE_TEXTS,
  ...([
    'compare',
    'compareHint',
    'compareOlder',
    'compareNewer',
    'restoreVersion',
    'restoreAsk',
    'restored',
    'restoreFailed',
    'viewVersion',
    'saveOffline',
  ] as const),
] as const;
export type ComparingTexts = ChangeTexts & Pick<Texts, (typeof COMPARING_TEXTS)[number]>;

export interface Comparing {
  /** The address of the comparison; it takes `from` and `to`. */
  readonly action: string;
  readonly mayRestore: boolean;
  readonly locale: Locale;
  readonly t: ComparingTexts;
}

const choice = (
  name: 'from' | 'to',
  { revision }: Change,
  { isChosen, t }: { readonly isChosen: boolean; readonly t: ComparingTexts },
): Markup =>
  html`<input type="radio" name="${name}" value="${revision}" aria-label="${fill(name === 'from' ? t.compareOlder : t.compareNewer, { revision: revision.slice(0, 8) })}" ${isChosen && html` checked`}/>`;

const chosen = (change: Change, place: number, t: ComparingTexts): Markup =>
  html`<span class="compare">${choice('from', change, { isChosen: place === 1, t })}${choice('to', change, { isChosen: place === 0, t })}</span>`;

const ways = (change: Change, place: number, { action, mayRestore, t }: Comparing): Markup => {
  const view = `${action.slice(0, -'/diff'.length)}/view/${change.revision}`;
  const mayGoBack = mayRestore && place > 0 && change.intent !== 'delete';
  return html`<span class="change-ways"
    >${change.intent !== 'delete' && html`<a href="${view}">${t.viewVersion}</a>`}${mayGoBack && html`<button type="button" class="link" data-restore="${change.revision}" data-at="${change.at}">${t.restoreVersion}</button>`}</span
  >`;
};

/** The history of a page, of which two versions can be chosen and compared; it needs no browser code for that. */
export const comparisonForm = (changes: readonly Change[], comparing: Comparing): Markup => {
  const { action, locale, t } = comparing;
  const places = new Map(changes.map((change, place) => [change, place]));
  const around = (change: Change) => {
    const place = places.get(change) ?? 0;
    return { before: changes.length > 1 && chosen(change, place, t), after: ways(change, place, comparing) };
  };
  return html`<form class="comparing" action="${action}">
    ${changes.length > 1 && html`<p class="compare-bar"><button class="button" type="submit">${t.compare}</button><span class="quiet">${t.compareHint}</span></p>`}
    ${changeList(changes, { locale, t }, around)}
    <p class="problem" role="alert" hidden></p>
  </form>`;
};
