/** Sections one below the other, and the list of them that stays in view. */
import { type Content, html, type Markup } from '../html.ts';

export interface Section {
  /** Without `app:`; the anchor is `#app:<id>`. */
  readonly id: string;
  readonly title: string;
  readonly hint?: Content;
  readonly content: Content;
  readonly isDanger?: boolean;
}

const section = ({ id, title, hint, content, isDanger }: Section): Markup =>
  html`<section class="part ${isDanger === true && 'part-danger'}" aria-labelledby="app:${id}">
    <h2 id="app:${id}">${title}</h2>
    ${hint !== undefined && html`<p class="part-hint">${hint}</p>`}${content}
  </section>`;

/** `contents`: the script of pages marks in it what is being read. */
export const sectionList = (sections: readonly Section[], label: string): Markup =>
  html`<nav class="contents parts-list" aria-label="${label}">
    <ul>
      ${sections.map(({ id, title }) => html`<li><a href="#app:${id}">${title}</a></li>`)}
    </ul>
  </nav>`;

export const sectioned = (sections: readonly Section[], { label, head }: { readonly label: string; readonly head: Content }): Markup =>
  html`<div class="parts">
    <div class="parts-head">${head}</div>
    ${sectionList(sections, label)}
    <div class="parts-body">${sections.map(section)}</div>
  </div>`;
