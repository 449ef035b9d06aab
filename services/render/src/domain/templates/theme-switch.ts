import type { Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';

const CHOICES = [
  ['light', 'themeLight', 'sun'],
  ['system', 'themeSystem', 'screen'],
  ['dark', 'themeDark', 'moon'],
] as const;

/** Shown only where browser code can act on it; pressed states are set there, too. */
export const themeSwitch = (t: Texts): Markup =>
  html`<div class="theme-switch" role="group" aria-label="${t.theme}">
    ${CHOICES.map(
      ([value, id, name]) =>
        html`<button type="button" data-theme-choice="${value}" aria-pressed="false" aria-label="${t[id]}" title="${t[id]}">
          ${icon(name)}
        </button>`,
    )}
  </div>`;
