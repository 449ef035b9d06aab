import type { ContentsEntry } from '../markdown/render-state.ts';
import type { Texts } from '../texts/texts.ts';
import { html, type Markup, nothing } from './html.ts';
import { icon } from './icons.ts';

const FEWEST = 2;
const MOST = 200;
const DEEPEST = 4;

const shown = (contents: readonly ContentsEntry[]): readonly ContentsEntry[] =>
  contents.filter(({ level }) => level <= DEEPEST).slice(0, MOST);

const list = (entries: readonly ContentsEntry[]): Markup => {
  const top = Math.min(...entries.map(({ level }) => level));
  return html`<ul>
    ${entries.map(({ level, text, anchor }) => html`<li class="depth-${level - top}"><a href="#${anchor}">${text}</a></li>`)}
  </ul>`;
};

/** Contents beside a wide page; they follow the scroll. Nothing for a page with a single heading. */
export const contentsBeside = (contents: readonly ContentsEntry[], t: Texts): Markup => {
  const entries = shown(contents);
  return entries.length < FEWEST
    ? nothing
    : html`<nav class="contents" aria-labelledby="app:contents">
        <h2 id="app:contents">${t.onThisPage}</h2>
        ${list(entries)}
      </nav>`;
};

/** The same, folded under the title of a narrow page. */
export const contentsFolded = (contents: readonly ContentsEntry[], t: Texts): Markup => {
  const entries = shown(contents);
  return entries.length < FEWEST
    ? nothing
    : html`<details class="contents-folded">
        <summary>${icon('chevron')}${t.onThisPage}</summary>
        ${list(entries)}
      </details>`;
};
