import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { DIFF_TEXTS, type DiffHunk, diffTable, type DiffTexts } from './diff-view.ts';
import { html, type Markup } from './html.ts';

/** What a change did to one file. */
export interface FileDiff {
  readonly title: string;
  /** Where it is read now; absent when it is gone. */
  readonly href?: string;
  readonly kind: 'added' | 'changed' | 'deleted' | 'moved';
  /** Where it was before. */
  readonly from?: string;
  readonly binary?: boolean;
  readonly lines?: { readonly added: number; readonly removed: number };
  readonly hunks?: readonly DiffHunk[];
}

export const FILE_DIFF_TEXTS = [...DIFF_TEXTS, 'fileAdded', 'fileChanged', 'fileDeleted', 'fileMoved', 'fileMovedFrom'] as const;
export type FileDiffTexts = DiffTexts & Pick<Texts, (typeof FILE_DIFF_TEXTS)[number]>;

const KINDS = { added: 'fileAdded', changed: 'fileChanged', deleted: 'fileDeleted', moved: 'fileMoved' } as const;

const kindText = ({ kind, from }: FileDiff, t: FileDiffTexts): string =>
  from === undefined ? t[KINDS[kind]] : fill(t.fileMovedFrom, { from });

export const lineCounts = ({ added, removed }: { readonly added: number; readonly removed: number }): Markup =>
  html`<span class="diff-counts"><span class="diff-plus">+${added}</span> <span class="diff-minus">−${removed}</span></span>`;

const content = ({ binary, hunks, lines }: FileDiff, t: FileDiffTexts): Markup | false => {
  if (binary === true || !lines) return html`<p class="quiet">${t.diffBinary}</p>`;
  return hunks !== undefined && hunks.length > 0 && diffTable(hunks, t);
};

const fileDiff = (file: FileDiff, t: FileDiffTexts): Markup =>
  html`<section class="file-diff">
    <header>
      <h2>${file.href === undefined ? file.title : html`<a href="${file.href}">${file.title}</a>`}</h2>
      <span class="quiet">${kindText(file, t)}</span>${file.lines && lineCounts(file.lines)}
    </header>
    ${content(file, t)}
  </section>`;

/** All that a change did, file by file. */
export const fileDiffs = (files: readonly FileDiff[], t: FileDiffTexts): Markup => html`${files.map((file) => fileDiff(file, t))}`;
