import type { Locale, TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { type Content, html, type Markup } from './html.ts';

/** What every screen knows about the request. */
export interface Shell {
  readonly locale: Locale;
  /** The remembered choice; absent means as the system has it. */
  readonly theme?: 'light' | 'dark';
  /** Address of a built asset: `assets('page.css')` is `/-/assets/page-3f9a2c.css`. */
  readonly assets: (name: string) => string;
  /** Sent back by browser code in `X-CSRF-Token`; only for signed-in people. */
  readonly csrf?: string;
  /** Who is signed in; absent for the anonymous. */
  readonly viewer?: { readonly name: string; readonly href: string };
  /** `https://wiki.example.org`: for addresses that are read elsewhere. */
  readonly origin?: string;
  /** Where to sign in and come back from. */
  readonly signIn: string;
}

/** One document around a screen. */
export interface Document {
  readonly title: string;
  readonly body: Content;
  /** `page` for reading, `app` for working. */
  readonly style: 'page' | 'app';
  /** Browser code beside the theme switch. */
  readonly scripts: readonly string[];
  /** Words that browser code says. */
  readonly spoken: readonly TextId[];
  /** Read by browser code from `data-…` of the body. */
  readonly facts?: Readonly<Record<string, string | undefined>>;
  readonly head?: Content;
  /** Kept out of search engines: everything but current pages. */
  readonly noIndex?: boolean;
}

const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><path fill='%230b6e69' d='M10 1 18 5.5v9L10 19l-8-4.5v-9z'/><path stroke='white' stroke-width='1.6' stroke-linecap='round' d='M6.5 8h7M6.5 11h4.5'/></svg>";

const spokenTexts = (ids: readonly TextId[], t: Texts): string => JSON.stringify(Object.fromEntries(ids.map((id) => [id, t[id]])));

const factAttributes = (facts: Document['facts']): readonly Markup[] =>
  Object.entries(facts ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [html` data-${name}="${value}"`]));

const head = (shell: Shell, { title, style, scripts, head: more, noIndex }: Document): Markup =>
  html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    ${shell.csrf !== undefined && html`<meta name="csrf-token" content="${shell.csrf}" />`}
    ${noIndex === true && html`<meta name="robots" content="noindex" />`}
    <link rel="icon" href="${ICON}" />
    <script src="${shell.assets('theme.js')}"></script>
    <link rel="stylesheet" href="${shell.assets(`${style}.css`)}" />
    ${scripts.map((name) => html`<script type="module" src="${shell.assets(`${name}.js`)}"></script> `)}${more}
  </head>`;

/** The document. The small theme script runs before the first paint; everything else waits for the content. */
export const document = (shell: Shell, screen: Document): string => {
  const t = texts(shell.locale);
  return html`<!doctype html>
    <html lang="${shell.locale}" ${shell.theme !== undefined && html` data-theme="${shell.theme}"`}>
      ${head(shell, screen)}
      <body data-texts="${spokenTexts(screen.spoken, t)}" ${factAttributes(screen.facts)}>
        <a class="skip" href="#app:main">${t.skip}</a>
        ${screen.body}
      </body>
    </html> `.text;
};
