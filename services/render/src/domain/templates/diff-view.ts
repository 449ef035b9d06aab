import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { html, type Markup, nothing, raw } from './html.ts';

/** One line of a comparison, as the API tells it. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly before?: number;
  readonly after?: number;
  readonly text: string;
  /** What differs within the line, [start, end) in UTF-16 units. */
  readonly words?: readonly (readonly [number, number])[];
}

export interface DiffHunk {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  readonly lines: readonly DiffLine[];
}

export const DIFF_TEXTS = ['diffAdded', 'diffRemoved', 'diffLines', 'diffSame', 'diffBinary'] as const;
export type DiffTexts = Pick<Texts, (typeof DIFF_TEXTS)[number]>;

const SIGNS = { same: '', removed: '−', added: '+' } as const;

/** The text with what differs in it marked. */
const marked = ({ kind, text, words }: DiffLine): readonly Markup[] => {
  if (!words) return [html`${text}`];
  const parts: Markup[] = [];
  let at = 0;
  for (const [start, end] of words) {
    const inside = text.slice(start, end);
    parts.push(html`${text.slice(at, start)}`, kind === 'removed' ? html`<del>${inside}</del>` : html`<ins>${inside}</ins>`);
    at = end;
  }
  return [...parts, html`${text.slice(at)}`];
};

const spokenSign = (kind: DiffLine['kind'], t: DiffTexts): Markup =>
  kind === 'same' ? nothing : html`<span class="unseen">${kind === 'added' ? t.diffAdded : t.diffRemoved}: </span>`;

/** Text of a line keeps its blanks, so nothing may stand between the tags of its cell. */
const row = (line: DiffLine, t: DiffTexts): Markup =>
  html`<tr class="diff-${line.kind}"><td class="diff-number">${line.before ?? ''}</td><td class="diff-number">${line.after ?? ''}</td><td class="diff-sign" aria-hidden="true">${SIGNS[line.kind]}</td><td class="diff-text">${spokenSign(line.kind, t)}${marked(line)}</td></tr>`;

const rangeText = ([from, to]: readonly [number, number]): string => (to > from ? `${from}–${to}` : String(from));

const LINE_BREAK = raw('\n');

/** Changed lines of one text with those around them, word by word. */
export const diffTable = (hunks: readonly DiffHunk[], t: DiffTexts): Markup =>
  hunks.length === 0
    ? html`<p class="quiet">${t.diffSame}</p>`
    : html`<div class="diff">
        <table>
          <colgroup><col class="col-number" /><col class="col-number" /><col class="col-sign" /><col /></colgroup>
          ${hunks.map(
            ({ after, lines }) =>
              html`<tbody><tr class="diff-place"><th colspan="4" scope="rowgroup">${fill(t.diffLines, { lines: rangeText(after) })}</th></tr>${lines.map(
                (line) => html`${row(line, t)}${LINE_BREAK}`,
              )}</tbody>`,
          )}
        </table>
      </div>`;
