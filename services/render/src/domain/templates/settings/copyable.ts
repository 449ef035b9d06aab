import type { Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';

/** Lines to be copied as they stand. Without script they are selected by hand. */
export const copyable = (text: string, t: Pick<Texts, 'copySecret'>): Markup =>
  html`<div class="copyable"><pre tabindex="0"><code>${text}</code></pre><button class="quiet-button copy-button" type="button" data-copy>${t.copySecret}</button></div>`;

/** A secret that is shown this once. */
export const secretPanel = (title: string, secret: string, t: Pick<Texts, 'copySecret' | 'secretOnce'>): Markup =>
  html`<div class="secret">
    <h3>${title}</h3>
    <p>${t.secretOnce}</p>
    ${copyable(secret, t)}
  </div>`;
