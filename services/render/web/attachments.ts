import { type Attachment, attachmentList } from '../src/domain/templates/files/attachment-list.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { titleOf } from './parts/change-api.ts';
import { draw, drawProblem } from './parts/draw.ts';
import { offerActions } from './parts/files/file-actions.ts';
import { offerUploads } from './parts/files/upload-list.ts';
import { whyNot } from './parts/forms.ts';
import { base, element, fact, locale, pathHref, spoken } from './parts/screen.ts';
import { sizeText } from './parts/size-text.ts';

const t = spoken() as Texts;
const place = element('drawn', HTMLElement);
const page = fact('path');
const mayWrite = fact('write') === 'yes';
/** What a thumbnail is made of. */
const SHRINKABLE = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const fileOf = (told: Readonly<Record<string, unknown>>): Attachment => {
  const path = textOf(told['path']);
  const name = textOf(told['filename']);
  const author = textOf(told['author']);
  const address = `${base()}/${pathHref(path)}/a/${encodeURIComponent(name)}`;
  return {
    name,
    path,
    href: address,
    revision: textOf(told['revision']),
    size: sizeText(typeof told['size'] === 'number' ? told['size'] : 0, locale()),
    at: textOf(told['last_modified']),
    ...(author !== '' && { author }),
    ...(SHRINKABLE.includes(textOf(told['mime_type'])) && { thumbnail: `${address}?thumbnail=100` }),
    ...(page === undefined && { page: { title: titleOf(path), href: `${base()}/${pathHref(path)}/attachments` } }),
  };
};

const list = page === undefined ? `${base()}/api/v1/attachments` : `${base()}/api/v1/pages/${pathHref(page)}/attachments`;

interface Showing {
  readonly cursor?: string;
  readonly said?: string;
}

const listView = (files: readonly Attachment[], { said, next }: { readonly said: string; readonly next: string }): Markup =>
  html`<p class="form-said" role="status">${said}</p>
    <p class="problem" id="app:files-problem" role="alert" hidden></p>
    ${attachmentList(files, { mayWrite, locale: locale(), ofPage: page !== undefined }, t)}${next !== '' && html`<p><button class="button" type="button" data-do="older">${t.attachmentsMore}</button></p>`}
    ${page === undefined && html`<ul class="uploads" id="app:uploads" aria-live="polite"></ul>`}`;

const offerAll = (files: readonly Attachment[]): void => {
  for (const item of place.querySelectorAll<HTMLElement>('[data-file]')) {
    const file = files[Number(item.dataset['file'])];
    if (file) offerActions({ file, item, t, again: (words) => show([], { said: words }) });
  }
};

const show = async (before: readonly Attachment[] = [], { cursor, said = '' }: Showing = {}): Promise<void> => {
  const answer = await ask(`${list}?limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  const files = [...before, ...recordsOf(answer.body['attachments']).map(fileOf)];
  const next = textOf(answer.body['next']);
  draw(place, listView(files, { said, next }));
  offerAll(files);
  place.querySelector('[data-do="older"]')?.addEventListener('click', () => void show(files, { cursor: next }));
};

if (page !== undefined && mayWrite) offerUploads({ path: page, t, done: () => show() });
await show();
