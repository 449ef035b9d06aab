/** What stands in the slots of a page: parts of other pages, lists of pages and of files. */
import type { Locale, Texts } from '../texts/texts.ts';
import { type Author, authorTag } from './author.ts';
import { html, type Markup, raw } from './html.ts';
import { timeTag } from './time-tag.ts';
import type { Link } from './wiki-frame.ts';

/** `markup` is safe HTML. */
export const transclusionFrame = ({ title, href }: Link, markup: string): Markup =>
  html`<section class="transclusion" aria-label="${title}">
    <p class="transclusion-source"><a href="${href}">${title}</a></p>
    ${raw(markup)}
  </section>`;

/** Why something is not shown where the author wanted it: a sentence with a link, which is red when its page is missing. */
export const notShown = (link: string, sentence: string): Markup =>
  html`<p class="transclusion-missing">${raw(link)} <span>${sentence}</span></p>`;

export interface IndexNode extends Link {
  readonly children: readonly IndexNode[];
}

const node = ({ title, href, children }: IndexNode): Markup =>
  html`<li><a href="${href}">${title}</a>${children.length > 0 && html`<ul>${children.map(node)}</ul>`}</li>`;

export const embeddedIndex = (nodes: readonly IndexNode[], t: Texts): Markup =>
  nodes.length === 0 ? html`<p class="empty">${t.noPagesBelow}</p>` : html`<ul class="page-list">${nodes.map(node)}</ul>`;

export interface ShownFile extends Link {
  readonly bytes: number;
  readonly at: string;
  readonly by: Author;
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** `12 kB`, as the language writes it. */
const sizeText = (bytes: number, locale: Locale): string => {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const style = { style: 'unit', unit: UNITS[step] ?? 'byte', maximumFractionDigits: step > 0 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, style).format(bytes / 1000 ** step);
};

export interface FileListModel {
  readonly files: readonly ShownFile[];
  readonly format: 'full' | 'details' | 'minimal';
  readonly caption: string;
  readonly locale: Locale;
}

const row = (file: ShownFile, { format, locale }: FileListModel, t: Texts): Markup =>
  html`<tr>
    <td><a href="${file.href}">${file.title}</a></td>
    <td class="align-right">${sizeText(file.bytes, locale)}</td>
    <td>${timeTag(file.at, locale)}</td>
    ${format === 'full' && html`<td>${authorTag(file.by, t)}</td>`}
  </tr>`;

const table = (model: FileListModel, t: Texts): Markup =>
  html`<div class="table-scroll" tabindex="0">
    <table>
      ${model.caption !== '' && html`<caption>${model.caption}</caption>`}
      <thead>
        <tr>
          <th scope="col">${t.attachmentName}</th>
          <th scope="col" class="align-right">${t.attachmentSize}</th>
          <th scope="col">${t.attachmentChanged}</th>
          ${model.format === 'full' && html`<th scope="col">${t.attachmentBy}</th>`}
        </tr>
      </thead>
      <tbody>
        ${model.files.map((file) => row(file, model, t))}
      </tbody>
    </table>
  </div>`;

const names = ({ files, caption }: FileListModel): Markup =>
  html`${caption !== '' && html`<p class="data-caption">${caption}</p>`}
    <ul class="page-list">
      ${files.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
    </ul>`;

export const fileList = (model: FileListModel, t: Texts): Markup => {
  if (model.files.length === 0) return html`<p class="empty">${t.noFiles}</p>`;
  return model.format === 'minimal' ? names(model) : table(model, t);
};
