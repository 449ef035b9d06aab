import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';
import { highlighted } from './search-results.ts';

/** A line of the palette: where it leads and why it is there. */
export interface Choice {
  readonly href: string;
  readonly title: string;
  /** Where a page lies. */
  readonly path?: string;
  readonly snippet?: string;
  /** What matched, as the search says it: title, text, prefix, meaning, … */
  readonly why?: readonly string[];
}

export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

export const PALETTE_TEXTS = [
  ...(['palette', 'palettePlaceholder', 'palettePages', 'paletteText', 'paletteActions', 'paletteNewHere', 'paletteHint'] as const),
  ...(['paletteClose', 'paletteCountOne', 'paletteCount', 'whyTitle', 'whyText', 'whyPrefix', 'whyMeaning'] as const),
  ...(['searchNothing', 'searchAll', 'searchFailed', 'searchResults'] as const),
] as const satisfies readonly TextId[];

export type PaletteTexts = Pick<Texts, (typeof PALETTE_TEXTS)[number]>;

const WHY: Readonly<Record<string, 'whyTitle' | 'whyText' | 'whyPrefix' | 'whyMeaning'>> = {
  title: 'whyTitle',
  path: 'whyTitle',
  heading: 'whyText',
  text: 'whyText',
  prefix: 'whyPrefix',
  meaning: 'whyMeaning',
};

const reasons = (why: readonly string[], t: PaletteTexts): readonly string[] => [
  ...new Set(why.flatMap((one) => (Object.hasOwn(WHY, one) ? [t[WHY[one] ?? 'whyText']] : []))),
];

const option = (choice: Choice, at: number, { query, t }: Drawing): Markup =>
  html`<a role="option" tabindex="-1" id="app:choice-${at}" aria-selected="false" href="${choice.href}"
    ><span class="hit-title">${highlighted(choice.title, query)}</span>${choice.path !== undefined && html`<span class="hit-path">${choice.path.replaceAll('_', ' ')}</span>`}${choice.why && html`<span class="hit-why">${reasons(choice.why, t).join(' · ')}</span>`}${choice.snippet !== undefined && html`<span class="hit-text">${highlighted(choice.snippet.replaceAll(/\s+/g, ' '), query)}</span>`}</a
  >`;

interface Drawing {
  readonly query: string;
  readonly t: PaletteTexts;
}

/** Groups one below the other; options are counted through. */
export const paletteGroups = (groups: readonly ChoiceGroup[], drawing: Drawing): Markup => {
  let at = 0;
  return html`${groups
    .filter(({ choices }) => choices.length > 0)
    .map(
      ({ title, choices }) =>
        html`<div role="group" aria-label="${title}"><div class="palette-group" aria-hidden="true">${title}</div>${choices.map((choice) => option(choice, at++, drawing))}</div>`,
    )}`;
};

export const paletteFrame = (t: PaletteTexts): Markup =>
  html`<div class="palette-field">
      ${icon('search')}<input
        type="search"
        role="combobox"
        aria-label="${t.palette}"
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="app:choices"
        placeholder="${t.palettePlaceholder}"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        enterkeyhint="go"
      /><button class="palette-close" type="button" aria-label="${t.paletteClose}">${icon('close')}</button>
    </div>
    <div class="palette-list" role="listbox" id="app:choices" aria-label="${t.searchResults}"></div>
    <p class="palette-note" role="status"></p>
    <p class="palette-hint" aria-hidden="true">${t.paletteHint}</p>`;

/** What is said of a list: how many there are, or that there is nothing. */
export const paletteNote = (count: number, query: string, t: PaletteTexts): string => {
  if (count === 0) return fill(t.searchNothing, { query });
  return count === 1 ? t.paletteCountOne : fill(t.paletteCount, { count });
};
