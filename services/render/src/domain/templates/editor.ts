import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { CONFLICT_TEXTS } from './conflict-view.ts';
import { DRAFT_TEXTS } from './draft-view.ts';
import { type Content, html, type Markup, raw } from './html.ts';
import { icon } from './icons.ts';
import { type Link, wikiDocument, type WikiScreen } from './wiki-frame.ts';

export interface EditorModel extends WikiScreen {
  readonly page: {
    readonly title: string;
    readonly href: string;
    readonly path: string;
    readonly crumbs: readonly Link[];
    /** The Markdown as it is now; absent lets browser code fetch it. Empty for a new page. */
    readonly content?: string;
    /** The revision the content is from; absent for a new page. */
    readonly revision?: string;
    readonly isNew: boolean;
    /** What changed, as it was typed before. */
    readonly message?: string;
  };
  /** Why a form without scripts was not saved; its text is still there. */
  readonly refused?: { readonly text: string };
}

const SPOKEN: readonly TextId[] = [
  ...(['savePage', 'saving', 'wordsOne', 'wordsMany', 'loadFailed', 'savedMerged'] as const),
  ...(['saveFailed', 'saveOffline', 'saveSignedOut', 'saveNotAllowed'] as const),
  ...(['pageText', 'uploading', 'uploadFailed', 'uploadNewPage', 'showPreview', 'showText'] as const),
  ...CONFLICT_TEXTS,
  ...DRAFT_TEXTS,
];

/** Browsers drop one line break at the beginning of a textarea; this is the one. */
const LINE_BREAK = raw('\n');

/** What buttons do, by name; browser code knows how. A letter or sign that everybody knows stands on each. */
const TOOLS: readonly (readonly (readonly [deed: string, sign: Content, words: TextId])[])[] = [
  [
    ['undo', '↶', 'toolUndo'],
    ['redo', '↷', 'toolRedo'],
  ],
  [
    ['heading', 'H', 'toolHeading'],
    ['bold', 'B', 'toolBold'],
    ['italic', 'I', 'toolItalic'],
    ['strike', 'S', 'toolStrike'],
    ['code', '‹›', 'toolCode'],
  ],
  [
    ['list', '•', 'toolList'],
    ['numbers', icon('numbers'), 'toolNumbers'],
    ['tasks', '☑', 'toolTasks'],
    ['quote', '”', 'toolQuote'],
  ],
  [
    ['wikilink', '[[ ]]', 'toolWikilink'],
    ['link', '⌁', 'toolLink'],
    ['image', '▧', 'toolImage'],
    ['table', '▦', 'toolTable'],
    ['codeBlock', '{ }', 'toolCodeBlock'],
  ],
];

const tool = ([deed, sign, words]: (typeof TOOLS)[number][number], t: Texts): Markup =>
  html`<button type="button" class="tool tool-${deed}" data-do="${deed}" title="${t[words]}" aria-label="${t[words]}"><span aria-hidden="true">${sign}</span></button>`;

const tools = (t: Texts): Markup =>
  html`<div id="app:tools" class="tools" role="toolbar" aria-label="${t.tools}" hidden>
    ${TOOLS.map((group) => html`<span class="tool-group">${group.map((one) => tool(one, t))}</span>`)}<button id="app:toggle" type="button" class="tool tool-toggle" aria-pressed="false">${t.showPreview}</button>
  </div>`;

const panes = ({ page }: EditorModel, t: Texts): Markup =>
  html`<div id="app:panes" class="editor-panes" data-show="text">
    <div class="editor-source">
      <label class="unseen" for="app:text">${t.pageText}</label
      ><textarea id="app:text" name="content" spellcheck="true" autocapitalize="sentences">${LINE_BREAK}${page.content}</textarea>
    </div>
    <section id="app:preview" class="editor-preview prose" aria-label="${t.preview}" tabindex="0"></section>
  </div>`;

/** Without scripts the text comes with the form, and with it what it is based on. */
const plainWay = ({ page }: EditorModel, t: Texts): Content =>
  page.content === undefined
    ? html`<noscript><p class="said"><a href="${page.href}/edit?plain=yes">${t.plainEditor}</a></p></noscript>`
    : page.revision !== undefined &&
      html`<input type="hidden" name="revision" value="${page.revision}" /><noscript><p class="hint">${fill(t.plainBase, { revision: page.revision.slice(0, 8) })}</p></noscript>`;

const foot = ({ page, refused }: EditorModel, t: Texts): Markup =>
  html`<div id="app:problem" class="problem" role="alert" ${refused === undefined && html` hidden`}>${refused?.text}</div>
    <p><button id="app:back" class="button" type="button" hidden>${t.conflictBack}</button></p>
    <div class="editor-foot">
      <div class="field">
        <label for="app:message">${t.message} <span class="optional">${t.optional}</span></label
        ><input id="app:message" name="message" maxlength="500" placeholder="${t.messagePlaceholder}" value="${page.message ?? ''}" autocomplete="off" />
      </div>
      <p class="buttons">
        <a class="button" href="${page.href}">${t.cancel}</a><button class="button primary" type="submit">${t.savePage}</button>
      </p>
    </div>
    <p class="editor-line">
      <span id="app:words"></span
      >${page.revision !== undefined && html`<span>${fill(t.basedOn, { revision: page.revision.slice(0, 8) })}</span>`}<span
        id="app:draft" role="status"
      ></span
      ><span id="app:upload" role="status"></span><a class="guide-link" href="/-/syntax" target="_blank">${t.guideLink}</a>
    </p>`;

/** Title, text, message; what was typed survives every failure, a conflict is shown whole. */
export const editor = (model: EditorModel): string => {
  const { page, wiki, shell } = model;
  const t = texts(shell.locale);
  const doing = page.isNew ? t.creatingPage : t.editing;
  return wikiDocument(model, {
    title: `${doing}: ${page.title}`,
    style: 'app',
    scripts: ['page', 'editor'],
    spoken: SPOKEN,
    noIndex: true,
    facts: {
      path: page.path,
      revision: page.revision,
      href: page.href,
      load: page.content === undefined ? 'yes' : undefined,
      fresh: page.isNew ? 'yes' : undefined,
    },
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }, ...page.crumbs, { title: page.title, href: page.href }],
    main: html`<form id="app:editor" class="editor" method="post" action="${page.href}/save">
      <h1><span class="doing">${doing}</span> ${page.title}</h1>
      ${plainWay(model, t)}<div id="app:found" class="found" role="status" hidden></div>
      <section id="app:conflict" class="conflict" tabindex="-1" hidden></section>
      ${tools(t)} ${panes(model, t)} ${foot(model, t)}
    </form>`,
  });
};

export interface NewPageModel extends WikiScreen {
  /** What the name begins with: `Folder/`. */
  readonly prefix?: string;
}

/** Asks for the name of a new page; the address of the editor is made of it. */
export const newPage = (model: NewPageModel): string => {
  const { wiki, shell } = model;
  const t = texts(shell.locale);
  return wikiDocument(model, {
    title: t.newPage,
    style: 'app',
    scripts: ['page'],
    spoken: [],
    noIndex: true,
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<form class="narrow" method="get" action="${wiki.base}/-/create">
      <h1>${t.newPage}</h1>
      <div class="field">
        <label for="app:name">${t.pageName}</label
        ><input
          id="app:name"
          name="path"
          required
          maxlength="300"
          value="${model.prefix ?? ''}"
          autocomplete="off"
          aria-describedby="app:name-hint"
        />
        <p class="hint" id="app:name-hint">${t.pageNameHint}</p>
      </div>
      <p class="buttons"><button class="button primary" type="submit">${t.startWriting}</button></p>
    </form>`,
  });
};
