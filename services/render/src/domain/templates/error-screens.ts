import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { appDocument } from './app-frame.ts';
import { type Content, html, type Markup, nothing } from './html.ts';
import { icon } from './icons.ts';
import type { Shell } from './shell.ts';
import { type Link, wikiDocument, type WikiScreen } from './wiki-frame.ts';

interface Notice {
  readonly title: string;
  readonly text: Content;
  readonly actions: Content;
  readonly more?: Content;
}

const notice = ({ title, text, actions, more }: Notice): Markup =>
  html`<section class="notice">
    <h1>${title}</h1>
    <p>${text}</p>
    <p class="buttons">${actions}</p>
    ${more}
  </section>`;

export interface NotFoundModel extends WikiScreen {
  /** What was asked for, as it would be called. */
  readonly title: string;
  /** Where the page would be; absent when no page can have this name. */
  readonly href?: string;
  readonly near: readonly Link[];
}

const nearNames = (near: readonly Link[], t: Texts): Markup =>
  near.length === 0
    ? nothing
    : html`<h2>${t.nearNames}</h2>
        <ul class="near">
          ${near.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
        </ul>`;

/** 404 in a wiki: offers to create the page, and shows names like it. */
export const notFound = (model: NotFoundModel): string => {
  const { shell, wiki, title, href } = model;
  const t = texts(shell.locale);
  const mayCreate = wiki.mayWrite && href !== undefined;
  const search = html`<a class="button" href="${wiki.base}/-/search?query=${encodeURIComponent(title.toWellFormed())}"
    >${icon('search')}${fill(t.searchFor, { query: title })}</a
  >`;
  const create = mayCreate && html`<a class="button primary" href="${href}/edit">${icon('plus')}${t.createThisPage}</a>`;
  return wikiDocument(model, {
    title: fill(t.notFoundTitle, { title }),
    style: 'app',
    scripts: ['page'],
    spoken: [],
    noIndex: true,
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: notice({
      title: fill(t.notFoundTitle, { title }),
      text: mayCreate ? t.notFoundText : t.notFoundReader,
      actions: html`${create}${search}`,
      more: nearNames(model.near, t),
    }),
  });
};

export type ErrorModel = { readonly shell: Shell } & (
  | { readonly status: 404 | 503 }
  | { readonly status: 402 | 403; readonly owner: string }
  | { readonly status: 500; readonly reference: string }
);

const WORDS = {
  402: ['lapsedTitle', 'lapsedText'],
  403: ['forbiddenTitle', 'forbiddenText'],
  404: ['notFoundScreenTitle', 'notFoundReader'],
  500: ['brokenTitle', 'brokenText'],
  503: ['catchingUpTitle', 'catchingUpText'],
} as const satisfies Readonly<Record<number, readonly [TextId, TextId]>>;

/** Seconds until a page that is not ready asks again, without browser code. */
const AGAIN_AFTER = 2;

const home = (t: Texts): Markup => html`<a class="button" href="/">${t.toWikis}</a>`;
const again = (t: Texts): Markup => html`<a class="button primary" href="">${t.tryAgain}</a>`;

const quoted = (model: ErrorModel, t: Texts): Content =>
  model.status === 500 && html`<p class="quiet">${t.reference}: <code>${model.reference}</code></p>`;

const waysOn = ({ status, shell }: ErrorModel, t: Texts): Markup => {
  if (status === 500 || status === 503) return again(t);
  const signIn = status === 403 && !shell.viewer && html`<a class="button primary" href="${shell.signIn}">${t.signIn}</a>`;
  return html`${signIn}${home(t)}`;
};

/** What happened, what is safe, what to do. 503 asks again by itself. */
export const errorScreen = (model: ErrorModel): string => {
  const t = texts(model.shell.locale);
  const [title, text] = WORDS[model.status];
  return appDocument(model.shell, {
    title: t[title],
    scripts: [],
    spoken: [],
    noIndex: true,
    head: model.status === 503 && html`<meta http-equiv="refresh" content="${AGAIN_AFTER}" />`,
    main: notice({
      title: t[title],
      text: fill(t[text], 'owner' in model ? { owner: model.owner } : {}),
      actions: waysOn(model, t),
      more: quoted(model, t),
    }),
  });
};

/** 401 for a person: where to sign in, and that they come back. */
export const signInNeeded = (model: { readonly shell: Shell }): string => {
  const t = texts(model.shell.locale);
  return appDocument(model.shell, {
    title: t.signInTitle,
    scripts: [],
    spoken: [],
    noIndex: true,
    main: notice({
      title: t.signInTitle,
      text: t.signInText,
      actions: html`<a class="button primary" href="${model.shell.signIn}">${t.signIn}</a>`,
    }),
  });
};
