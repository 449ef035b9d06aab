import type { Locale, Texts } from '../texts/texts.ts';
import { authorTag } from './author.ts';
import type { Change, ChangeTexts } from './change-list.ts';
import { html, type Markup, raw } from './html.ts';
import { timeTag } from './time-tag.ts';

/** Neighbouring lines that came by one change; none is known of lines from before what was looked through. */
export interface BlamedPart {
  readonly start: number;
  readonly lines: readonly string[];
  readonly change?: Change & { readonly href: string };
}

export const BLAME_TEXTS = ['blameWho', 'blameLine', 'blameText', 'blameOlder'] as const;
export type BlameTexts = ChangeTexts & Pick<Texts, (typeof BLAME_TEXTS)[number]>;

const who = ({ change }: BlamedPart, locale: Locale, t: BlameTexts): Markup =>
  change === undefined
    ? html`<span class="quiet">${t.blameOlder}</span>`
    : html`${authorTag(change.author, t as Texts)}<a class="blame-change" href="${change.href}" title="${change.message ?? ''}">${timeTag(change.at, locale)}</a>`;

const LINE_BREAK = raw('\n');

/** One `tbody` for each part, so that all lines of a change answer to the pointer together. */
const part = (blamed: BlamedPart, locale: Locale, t: BlameTexts): Markup =>
  html`<tbody data-change="${blamed.change?.revision ?? ''}">${blamed.lines.map(
    (line, place) =>
      html`<tr>${place === 0 && html`<th scope="rowgroup" rowspan="${blamed.lines.length}">${who(blamed, locale, t)}</th>`}<td class="diff-number">${blamed.start + place}</td><td class="diff-text">${line}</td></tr>${LINE_BREAK}`,
  )}</tbody>`;

/** A page line by line, each with who wrote it. Only the parts of texts that author tags say are needed. */
export const blameTable = (parts: readonly BlamedPart[], locale: Locale, t: BlameTexts): Markup =>
  html`<div class="diff blame">
    <table>
      <colgroup><col class="col-who" /><col class="col-number" /><col /></colgroup>
      <thead class="unseen">
        <tr><th scope="col">${t.blameWho}</th><th scope="col">${t.blameLine}</th><th scope="col">${t.blameText}</th></tr>
      </thead>
      ${parts.map((one) => part(one, locale, t))}
    </table>
  </div>`;
