import { texts } from '../texts/texts.ts';
import { type Content, html } from './html.ts';
import { brandMark } from './icons.ts';
import { document, type Document, type Shell } from './shell.ts';
import { themeSwitch } from './theme-switch.ts';

/** A screen outside of any wiki. */
export interface AppScreen extends Omit<Document, 'style' | 'body'> {
  readonly main: Content;
}

/** The shell of app screens: a bar with the name and the account, one column. */
export const appDocument = (shell: Shell, { main, ...screen }: AppScreen): string => {
  const t = texts(shell.locale);
  const account = shell.viewer
    ? html`<a class="account" href="${shell.viewer.href}">${shell.viewer.name}</a><form method="post" action="/-/sign-out"><button class="account sign-out">${t.signOut}</button></form>`
    : html`<a class="account" href="${shell.signIn}">${t.signIn}</a>`;
  return document(shell, {
    ...screen,
    style: 'app',
    body: html`<div class="app">
      <header class="app-bar">
        <a class="brand" href="/">${brandMark}<span>wikibot</span></a>
        <div class="app-side">${themeSwitch(t)}${account}</div>
      </header>
      <main id="app:main" tabindex="-1">${main}</main>
    </div>`,
  });
};
