import { fill } from '../../texts/fill.ts';
import type { Texts } from '../../texts/texts.ts';
import { texts } from '../../texts/texts.ts';
import type { PagePlace } from '../comparing-views.ts';
import { drawnScreen } from '../drawn-screen.ts';
import { html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import type { WikiScreen } from '../wiki-frame.ts';
import { ATTACHMENT_TEXTS } from './attachment-list.ts';

const uploading = (mostSize: string, t: Texts): Markup =>
  html`<div class="drop" id="app:drop">
      ${icon('attachment')}<span class="drop-words">${t.attachmentsDrop}</span>
      <label class="button" for="app:files">${t.attachmentsPick}</label><input class="unseen" id="app:files" type="file" multiple aria-describedby="app:limits" />
    </div>
    <p class="hint" id="app:limits">${fill(t.attachmentsLimits, { size: mostSize })}</p>
    <ul class="uploads" id="app:uploads" aria-live="polite"></ul>`;

interface Bounds {
  /** Of one file. */
  readonly mostBytes: number;
  /** The same as a text. */
  readonly mostSize: string;
}

/** The files beside one page; whoever may write adds to them. */
export const pageAttachmentsScreen = (model: WikiScreen & Bounds & { readonly page: PagePlace }): string => {
  const { page, wiki, shell } = model;
  const t = texts(shell.locale);
  return drawnScreen(model, {
    title: fill(t.attachmentsOf, { title: page.title }),
    ...(wiki.mayWrite ? { intro: uploading(model.mostSize, t) } : {}),
    script: 'attachments',
    spoken: ATTACHMENT_TEXTS,
    facts: { path: page.path, write: wiki.mayWrite ? 'yes' : undefined, most: String(model.mostBytes) },
    crumbs: [...page.crumbs, { title: page.title, href: page.href }],
  });
};

/** The files beside all pages. */
export const wikiAttachmentsScreen = (model: WikiScreen & Bounds): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: t.attachments,
    intro: html`<p class="quiet">${t.attachmentsIntro}</p>`,
    script: 'attachments',
    spoken: ATTACHMENT_TEXTS,
    facts: { write: model.wiki.mayWrite ? 'yes' : undefined, most: String(model.mostBytes) },
    crumbs: [],
    here: 'attachments',
  });
};
