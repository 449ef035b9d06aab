import { fill } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import { timeTag } from '../time-tag.ts';

/** A file beside a page. */
export interface Attachment {
  readonly name: string;
  readonly path: string;
  /** Address of the newest content. */
  readonly href: string;
  /** Small picture of it; absent for what is no picture. */
  readonly thumbnail?: string;
  readonly size: string;
  /** ISO 8601. */
  readonly at: string;
  readonly author?: string;
  /** The page, where files of several are listed. */
  readonly page?: { readonly title: string; readonly href: string };
  readonly revision: string;
}

export const ATTACHMENT_TEXTS = [
  ...(['attachmentsNone', 'attachmentsNoneHint', 'attachmentsNoneWiki', 'attachmentsMore', 'attachmentsUploading'] as const),
  ...(['attachmentsUploaded', 'attachmentsTooLarge', 'attachmentsUploadFailed', 'attachmentsProposed', 'attachmentsReplace'] as const),
  ...(['attachmentsReplaceOne', 'attachmentsDelete', 'attachmentsDeleteAsk', 'attachmentsDeleted', 'attachmentsHistory'] as const),
  ...(['attachmentsHistoryOf', 'attachmentsGone', 'attachmentsCopy', 'attachmentsCopied', 'attachmentsMenu', 'attachmentsFailed'] as const),
  ...(['cancel', 'loadFailed', 'unreachable', 'signedOut', 'older', 'noMessage', 'agentFor', 'agent', 'system', 'anonymous'] as const),
] as const satisfies readonly TextId[];

const picture = ({ thumbnail, name }: Attachment): Markup =>
  thumbnail === undefined
    ? html`<span class="file-kind" aria-hidden="true">${name.includes('.') ? (name.split('.').at(-1) ?? '').slice(0, 4) : icon('attachment')}</span>`
    : html`<img class="file-picture" src="${thumbnail}" alt="" width="48" height="48" loading="lazy" />`;

const actions = ({ name }: Attachment, mayWrite: boolean, t: Texts): Markup =>
  html`<span class="row-actions" role="group" aria-label="${fill(t.attachmentsMenu, { name })}"
    ><button class="button" type="button" data-do="copy">${icon('copy')}${t.attachmentsCopy}</button
    ><button class="button" type="button" data-do="history" aria-expanded="false">${icon('history')}${t.attachmentsHistory}</button
    >${mayWrite && html`<button class="button" type="button" data-do="replace">${t.attachmentsReplace}</button><button class="button" type="button" data-do="delete">${t.attachmentsDelete}</button>`}</span
  >`;

export interface ListingFiles {
  readonly mayWrite: boolean;
  readonly locale: Locale;
}

const row = (file: Attachment, at: number, { mayWrite, locale, t }: ListingFiles & { readonly t: Texts }): Markup =>
  html`<li data-file="${at}">
    <div class="file-line">
      ${picture(file)}
      <span class="item-main"
        ><a class="item-title" href="${file.href}">${file.name}</a
        ><span class="item-text"
          >${file.size} · ${timeTag(file.at, locale)}${file.author !== undefined && html` · ${file.author}`}${file.page && html` · <a href="${file.page.href}">${file.page.title}</a>`}</span
        ></span
      >
      ${actions(file, mayWrite, t)}
    </div>
    <div class="file-history" hidden></div>
  </li>`;

export const attachmentList = (files: readonly Attachment[], listing: ListingFiles & { readonly ofPage: boolean }, t: Texts): Markup =>
  files.length > 0
    ? html`<ul class="items files">
        ${files.map((file, at) => row(file, at, { ...listing, t }))}
      </ul>`
    : html`<div class="nothing">
        <h2>${t.attachmentsNone}</h2>
        <p>${listing.ofPage ? t.attachmentsNoneHint : t.attachmentsNoneWiki}</p>
      </div>`;
