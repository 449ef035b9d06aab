import type { ContentsEntry } from '../markdown/render-state.ts';
import { fill, pieces } from '../texts/fill.ts';
import type { Locale, TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { type Author, authorTag } from './author.ts';
import { contentsBeside, contentsFolded } from './contents-list.ts';
import { type Content, html, type Markup, nothing, raw } from './html.ts';
import { icon } from './icons.ts';
import { linkPreview } from './link-preview.ts';
import { AROUND_TEXTS } from './pages/page-around.ts';
import { type PageMenu, pageMenu } from './pages/page-menu.ts';
import { timeTag } from './time-tag.ts';
import { type Link, wikiDocument, type WikiScreen } from './wiki-frame.ts';

export interface PageModel extends WikiScreen {
  readonly page: {
    readonly title: string;
    /** Address without suffix: `/ada/notes/Folder/Page`. */
    readonly href: string;
    readonly path: string;
    /** Folders above the page, outermost first, without the page itself. */
    readonly crumbs: readonly Link[];
    /** Safe HTML: from `renderMarkdown`, after `markMissing`. */
    readonly html: string;
    readonly contents: readonly ContentsEntry[];
    readonly words: number;
    /** Where the Markdown itself is served; absent offers none. */
    readonly source?: string;
    /** Beginning of the text, for previews elsewhere. */
    readonly excerpt?: string;
    /** `at` is ISO 8601. */
    readonly edited?: { readonly at: string; readonly by: Author };
    /** It is not the current version that is shown. */
    readonly old?: { readonly revision: string };
    /** It is the page that the wiki's own address shows. */
    readonly isHome?: boolean;
  };
}

const WORDS_A_MINUTE = 220;

/** A sentence of a language whose places are markup. */
const sentence = (text: string, values: Readonly<Record<string, Content>>): readonly Content[] =>
  pieces(text).map((piece) => (typeof piece === 'string' ? piece : values[piece.place]));

const quietLine = ({ edited, words }: PageModel['page'], locale: Locale, t: Texts): Markup => {
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
  const parts = [
    edited && html`<span class="edited">${sentence(t.edited, { time: timeTag(edited.at, locale), who: authorTag(edited.by, t) })}</span>`,
    words > 0 && html`<span>${fill(t.minutesToRead, { minutes })}</span>`,
  ].filter((part) => part instanceof Object);
  return parts.length === 0 ? nothing : html`<p class="byline">${parts}</p>`;
};

const actions = (model: PageModel, t: Texts): Markup => {
  const { page, wiki } = model;
  return html`<a class="action" href="${page.href}/history" data-shortcut="h">${icon('history')}<span>${t.history}</span></a
    >${wiki.mayWrite && html`<a class="action primary" href="${page.href}/edit" data-shortcut="e">${icon('edit')}<span>${t.edit}</span></a>`}${pageMenu(menuOf(model), t)}`;
};

const emptyText = ({ page, wiki }: PageModel, t: Texts): Markup =>
  html`<p class="empty">${t.emptyPage} ${wiki.mayWrite && html`<a href="${page.href}/edit">${t.startWriting}</a>`}</p>`;

const menuOf = ({ page, wiki }: PageModel): PageMenu => ({ href: page.href, path: page.path, base: wiki.base, mayWrite: wiki.mayWrite });

const beside = (model: PageModel, t: Texts): Markup =>
  html`${contentsBeside(model.page.contents, t)}<nav class="page-actions" aria-label="${t.pageActions}"><a href="${model.page.href}/attachments">${icon('attachment')}${t.attachments}</a><a href="${model.page.href}/source">${icon('code')}${t.source}</a></nav>`;

/** What a reader of an old version must know before anything else. */
const oldNotice = ({ page, shell }: PageModel, t: Texts): Markup | false =>
  page.old !== undefined &&
  html`<div class="said old-version" role="note">
    <p>
      ${page.edited && sentence(t.oldVersion, { time: timeTag(page.edited.at, shell.locale), who: authorTag(page.edited.by, t) })}
    </p>
    <p class="buttons"><a class="button" href="${page.href}">${t.oldVersionNow}</a><a class="button" href="${page.href}/diff?from=${page.old.revision}">${t.oldVersionDiff}</a></p>
  </div>`;

/** What browser code says on this page: each part only where there is something for it. */
const spokenOn = (content: string): readonly TextId[] => [
  ...(content.includes('class="diagram"') ? DIAGRAM_TEXTS : []),
  ...(content.includes('class="data-table"') ? TABLE_TEXTS : []),
];

const DIAGRAM_TEXTS: readonly TextId[] = ['diagram', 'diagramSource', 'diagramFailed'];
const TABLE_TEXTS: readonly TextId[] = ['tableSearch', 'tableFailed', 'tablePrevious', 'tableNext', 'tableRows'];

/** A page to read; complete without browser code. */
export const pageView = (model: PageModel): string => {
  const { page, shell } = model;
  const t = texts(shell.locale);
  const main = html`${oldNotice(model, t)}<article class="page">
      <header class="page-head">
        <h1>${page.title}</h1>
        ${quietLine(page, shell.locale, t)}${contentsFolded(page.contents, t)}
      </header>
      <div class="prose">${page.html === '' ? emptyText(model, t) : raw(page.html)}</div>
    </article>
    ${page.old === undefined && html`<div data-around></div>`}`;
  return wikiDocument(model, {
    title: page.title,
    style: 'page',
    scripts: ['page'],
    spoken: [...AROUND_TEXTS, ...spokenOn(page.html)],
    facts: { path: page.path },
    head: linkPreview(model),
    noIndex: page.old !== undefined,
    crumbs: [{ title: model.wiki.name, href: `${model.wiki.base}/` }, ...page.crumbs],
    actions: actions(model, t),
    main,
    beside: beside(model, t),
  });
};
