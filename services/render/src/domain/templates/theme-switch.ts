import type { Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';

const CHOICES = [
  ['light', 'themeLight'],
  ['system', 'themeSystem'],
  ['dark', 'themeDark'],
] as const;

/** Shown only where browser code can act on it; pressed states are set there, too. */
export const themeSwitch = (t: Texts): Markup =>
  html`<div class="theme-switch" role="group" aria-label="${t.theme}">${CHOICES.map(
    ([value, id]) => html`<button type="button" data-theme-choice="${value}" aria-pressed="false">${t[id]}</button>`,
  )}</div>`;
