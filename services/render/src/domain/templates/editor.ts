import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { html, type Markup, raw } from './html.ts';
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
  };
}

const SPOKEN: readonly TextId[] = [
  ...([
    'savePage',
    'saving',
    'wordsOne',
    'wordsMany',
    'draftKept',
    'draftFound',
    'draftUse',
    'draftDiscard',
    'saveFailed',
    'saveOffline',
  ] as const),
  ...([
    'saveSignedOut',
    'saveNotAllowed',
    'conflictTitle',
    'conflictText',
    'conflictTheirs',
    'conflictYours',
    'conflictMerged',
    'loadFailed',
  ] as const),
  ...(['conflictMergedHint', 'conflictUse', 'conflictChosen', 'conflictMarks', 'savedMerged'] as const),
];

/** Browsers drop one line break at the beginning of a textarea; this is the one. */
const LINE_BREAK = raw('\n');

const foot = ({ page }: EditorModel, t: Texts): Markup =>
  html`<div id="app:problem" class="problem" role="alert" hidden></div>
    <div class="editor-foot">
      <div class="field">
        <label for="app:message">${t.message} <span class="optional">${t.optional}</span></label
        ><input id="app:message" name="message" maxlength="500" placeholder="${t.messagePlaceholder}" autocomplete="off" />
      </div>
      <p class="buttons">
        <a class="button" href="${page.href}">${t.cancel}</a><button class="button primary" type="submit">${t.savePage}</button>
      </p>
    </div>
    <p class="editor-line">
      <span id="app:words"></span
      >${page.revision !== undefined && html`<span>${fill(t.basedOn, { revision: page.revision.slice(0, 8) })}</span>`}<span
        id="app:draft"
      ></span>
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
    facts: { path: page.path, revision: page.revision, href: page.href, load: page.content === undefined ? 'yes' : undefined },
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }, ...page.crumbs, { title: page.title, href: page.href }],
    main: html`<form id="app:editor" class="editor" method="post" action="${page.href}/save">
      <h1><span class="doing">${doing}</span> ${page.title}</h1>
      <div id="app:found" class="found" role="status" hidden></div>
      <section id="app:conflict" class="conflict" tabindex="-1" hidden></section>
      <label class="unseen" for="app:text">${t.pageText}</label
      ><textarea id="app:text" name="content" spellcheck="true" autocapitalize="sentences">${LINE_BREAK}${page.content}</textarea>
      ${foot(model, t)}
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
