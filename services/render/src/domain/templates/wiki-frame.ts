import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { type Content, html, type Markup } from './html.ts';
import { brandMark, icon, type IconName } from './icons.ts';
import { PALETTE_TEXTS } from './palette.ts';
import { document, type Document, type Shell } from './shell.ts';
import { themeSwitch } from './theme-switch.ts';
import { treeList, type TreeNode } from './tree.ts';

export interface Link {
  readonly title: string;
  readonly href: string;
}

/** What stands around every screen of a wiki. */
export interface WikiFrame {
  readonly name: string;
  /** `/ada/notes`, without a slash at its end. */
  readonly base: string;
  readonly visibility: 'public' | 'private';
  /** It can be read, and not changed. */
  readonly archived?: boolean;
  /** Whether this person may change pages. */
  readonly mayWrite: boolean;
  /** Whether it is this person's. */
  readonly mayOwn?: boolean;
  /** The owner's own links above the tree. */
  readonly shortcuts?: readonly Link[];
  readonly tree: readonly TreeNode[];
  /** Top-level pages that the tree leaves out. */
  readonly treeMore?: number;
}

export interface WikiScreen {
  readonly shell: Shell;
  readonly wiki: WikiFrame;
}

/** A screen inside the frame. */
export interface Framed extends Pick<Document, 'title' | 'style' | 'scripts' | 'spoken' | 'facts' | 'head' | 'noIndex'> {
  readonly crumbs: readonly Link[];
  readonly actions?: Content;
  readonly main: Content;
  /** The right column. */
  readonly beside?: Content;
  /** Which of the sidebar's own links is this screen. */
  readonly here?: 'changes' | 'index' | 'connect' | 'settings' | 'proposals' | 'attachments' | 'graph';
}

const SPOKEN: readonly TextId[] = [...PALETTE_TEXTS, 'copyCode', 'copied'];

const shortcut = (name: IconName, { title, href }: Link, isHere: boolean): Markup =>
  html`<li><a href="${href}" ${isHere && html` aria-current="page"`}>${icon(name)}${title}</a></li>`;

/** Who may write sees how many wait as soon as browser code knows. */
const inboxLink = ({ base }: WikiFrame, isHere: boolean, t: Texts): Markup =>
  html`<li><a href="${base}/-/proposals" ${isHere && html` aria-current="page"`}>${icon('inbox')}${t.proposals}<span class="inbox" data-inbox="${t.proposalsWaiting}"></span></a></li>`;

const searchField = (base: string, t: Texts): Markup =>
  html`<form class="search" role="search" aria-label="${t.searchPlaceholder}" action="${base}/-/search">
    <label class="unseen" for="app:query">${t.search}</label>${icon('search')}<input
      id="app:query"
      name="query"
      type="search"
      placeholder="${t.searchPlaceholder}"
      autocomplete="off"
      enterkeyhint="search"
    /><kbd aria-hidden="true">/</kbd>
  </form>`;

const shortcuts = (wiki: WikiFrame, here: Framed['here'], t: Texts): Markup =>
  html`<ul class="shortcuts">
      ${shortcut('home', { title: t.home, href: `${wiki.base}/` }, false)}${shortcut('changes', { title: t.recentChanges, href: `${wiki.base}/-/changes` }, here === 'changes')}${shortcut('index', { title: t.allPages, href: `${wiki.base}/-/index` }, here === 'index')}${shortcut('graph', { title: t.graph, href: `${wiki.base}/-/graph` }, here === 'graph')}${shortcut('attachment', { title: t.attachments, href: `${wiki.base}/-/attachments` }, here === 'attachments')}${wiki.mayWrite && inboxLink(wiki, here === 'proposals', t)}${wiki.mayWrite && shortcut('plus', { title: t.newPage, href: `${wiki.base}/-/create` }, false)}${shortcut('connect', { title: t.connectTitle, href: `${wiki.base}/-/connect` }, here === 'connect')}${wiki.mayOwn === true && shortcut('settings', { title: t.settings, href: `${wiki.base}/-/settings` }, here === 'settings')}
    </ul>
    ${
      wiki.shortcuts &&
      wiki.shortcuts.length > 0 &&
      html`<ul class="shortcuts own">
        ${wiki.shortcuts.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
      </ul>`
    }`;

const account = ({ viewer, signIn }: Shell, t: Texts): Markup =>
  viewer ? html`<a class="account" href="${viewer.href}">${viewer.name}</a>` : html`<a class="account" href="${signIn}">${t.signIn}</a>`;

const wikiName = ({ name, base, visibility, archived }: WikiFrame, t: Texts): Markup =>
  html`<a class="wiki-name" href="${base}/"><span>${name}</span></a
    >${visibility === 'private' && html`<span class="visibility" title="${t.private}">${icon('lock')}<span class="unseen">${t.private}</span></span>`}${archived === true && html`<span class="state">${t.archived}</span>`}`;

const sidebar = ({ shell, wiki }: WikiScreen, here: Framed['here'], t: Texts): Markup =>
  html`<aside class="sidebar" id="app:menu" aria-label="${t.sidebar}">
      <div class="sidebar-head">
        <a class="wikis" href="/" title="${t.wikis}" aria-label="${t.wikis}">${brandMark}</a>${wikiName(wiki, t)}<a
          class="close"
          href="#app:main"
          aria-label="${t.closeMenu}"
          >${icon('close')}</a
        >
      </div>
      ${searchField(wiki.base, t)}
      <nav class="sidebar-scroll" aria-label="${t.tree}">
        ${shortcuts(wiki, here, t)}${treeList(wiki.tree, wiki.treeMore, { t, index: `${wiki.base}/-/index` })}
      </nav>
      <div class="sidebar-foot">${account(shell, t)}${themeSwitch(t)}</div>
    </aside>
    <a class="scrim" href="#app:main" tabindex="-1" aria-hidden="true"></a>`;

const breadcrumbs = (crumbs: readonly Link[], t: Texts): Markup =>
  html`<nav class="crumbs" aria-label="${t.breadcrumbs}">
    <ol>
      ${crumbs.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
    </ol>
  </nav>`;

/** The frame of a wiki: sidebar with tree, a quiet bar, the screen, and what belongs beside it. */
export const wikiDocument = (screen: WikiScreen, framed: Framed): string => {
  const t = texts(screen.shell.locale);
  const { crumbs, actions, main, beside, here, ...rest } = framed;
  const body = html`<div class="frame">
    ${sidebar(screen, here, t)}
    <div class="column">
      <header class="bar">
        <a class="menu menu-open" href="#app:menu" aria-label="${t.menu}">${icon('menu')}</a>${breadcrumbs(crumbs, t)}<a
          class="menu"
          href="${screen.wiki.base}/-/search"
          data-open="palette"
          aria-label="${t.search}"
          >${icon('search')}</a
        >
        <div class="actions">${actions}</div>
      </header>
      <div class="content">
        <main id="app:main" tabindex="-1">${main}</main>
        ${beside !== undefined && html`<aside class="beside">${beside}</aside>`}
      </div>
    </div>
  </div>`;
  return document(screen.shell, {
    ...rest,
    title: rest.title === screen.wiki.name ? rest.title : `${rest.title} · ${screen.wiki.name}`,
    spoken: [...SPOKEN, ...rest.spoken],
    facts: { base: screen.wiki.base, ...rest.facts },
    body,
  });
};

export const countText = (count: number, one: string, many: string): string => (count === 1 ? one : fill(many, { count }));
