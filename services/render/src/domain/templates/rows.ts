import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';

/** Rows that browser code draws from the public API with the same templates; only these texts are needed. */
type Spoken<Id extends TextId> = Pick<Texts, Id>;

export const WIKI_ROW_TEXTS = [
  'pagesOne',
  'pagesMany',
  'public',
  'private',
  'creating',
  'failed',
  'archived',
  'deleting',
  'readOnly',
  'noWikis',
  'noWikisHint',
  'createWiki',
  'dashboardGone',
  'dashboardGoneOne',
  'edited',
  'agentFor',
  'agent',
  'system',
  'anonymous',
] as const;

/** As the account's API lists it. */
export interface WikiRow {
  readonly owner: string;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
  readonly visibility: string;
  readonly status: string;
  readonly pages: number;
  readonly href: string;
  /** Begun days until it is deleted for good. */
  readonly daysLeft?: number;
}

const STATES: Readonly<Record<string, (typeof WIKI_ROW_TEXTS)[number]>> = {
  creating: 'creating',
  failed: 'failed',
  archived: 'archived',
  deleting: 'deleting',
  'read-only': 'readOnly',
};

const counted = (pages: number, t: Spoken<'pagesOne' | 'pagesMany'>): string =>
  pages === 1 ? t.pagesOne : fill(t.pagesMany, { count: pages });

const state = (status: string, t: Spoken<(typeof WIKI_ROW_TEXTS)[number]>): Markup | false => {
  const id = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  return id !== undefined && html`<span class="state state-${status}">${t[id]}</span>`;
};

const leaving = ({ daysLeft }: WikiRow, t: Spoken<'dashboardGone' | 'dashboardGoneOne'>): Markup | false =>
  daysLeft !== undefined &&
  html`<span class="state state-failed">${daysLeft <= 1 ? t.dashboardGoneOne : fill(t.dashboardGone, { days: daysLeft })}</span>`;

export const wikiRow = (wiki: WikiRow, t: Spoken<(typeof WIKI_ROW_TEXTS)[number]>): Markup =>
  html`<li data-wiki="${wiki.owner}/${wiki.slug}">
    <a class="row" href="${wiki.status === 'deleting' ? `${wiki.href}-/settings` : wiki.href}"
      ><span class="row-main"
        ><span class="row-title">${wiki.name}</span>${leaving(wiki, t) || state(wiki.status, t)}<span class="row-text">${wiki.purpose}</span
        ><span class="row-last" data-last></span></span
      ><span class="row-side"
        ><span>${icon(wiki.visibility === 'public' ? 'globe' : 'lock')}${wiki.visibility === 'public' ? t.public : t.private}</span
        ><span class="count">${counted(wiki.pages, t)}</span><span class="row-activity" data-activity></span></span
      ></a
    >
  </li>`;

export const wikiRows = (wikis: readonly WikiRow[], t: Spoken<(typeof WIKI_ROW_TEXTS)[number]>): Markup =>
  wikis.length > 0
    ? html`<ul class="rows">
        ${wikis.map((wiki) => wikiRow(wiki, t))}
      </ul>`
    : html`<div class="nothing">
        <h2>${t.noWikis}</h2>
        <p>${t.noWikisHint}</p>
        <p><a class="button primary" href="/-/new">${icon('plus')}${t.createWiki}</a></p>
      </div>`;
