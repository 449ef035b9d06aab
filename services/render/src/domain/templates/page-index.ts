import type { Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { countText, type Link, wikiDocument, type WikiScreen } from './wiki-frame.ts';

export interface IndexEntry extends Link {
  /** `Folder/Page`; the folder is shown beside the title. */
  readonly path: string;
}

export interface PageIndexModel extends WikiScreen {
  readonly pages: readonly IndexEntry[];
}

const OTHER = '#';

const letterOf = (title: string): string => {
  const first = [...title.trim().normalize('NFD')][0]?.toUpperCase() ?? OTHER;
  return /^\p{L}$/u.test(first) ? first : OTHER;
};

const folderOf = (path: string): string => path.split('/').slice(0, -1).join(' / ').replaceAll('_', ' ');

const entry = ({ title, href, path }: IndexEntry): Markup => {
  const folder = folderOf(path);
  return html`<li><a href="${href}">${title}</a>${folder !== '' && html`<span class="quiet">${folder}</span>`}</li>`;
};

const letters = (pages: readonly IndexEntry[], locale: string): readonly (readonly [string, readonly IndexEntry[]])[] => {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const sorted = pages.toSorted((a, b) => compare(a.title, b.title));
  return Object.entries(Object.groupBy(sorted, ({ title }) => letterOf(title)))
    .map(([letter, those]) => [letter, those ?? []] as const)
    .toSorted(([a], [b]) => compare(a, b));
};

const body = (groups: ReturnType<typeof letters>, t: Texts): Markup =>
  html`<nav class="letters" aria-label="${t.letters}">${groups.map(([letter]) => html`<a href="#app:letter-${letter}">${letter}</a>`)}</nav>
    ${groups.map(
      ([letter, pages]) =>
        html`<section class="letter" id="app:letter-${letter}">
          <h2>${letter}</h2>
          <ul>
            ${pages.map(entry)}
          </ul>
        </section>`,
    )}`;

/** Every page of the wiki from A to Z. */
export const pageIndex = (model: PageIndexModel): string => {
  const { wiki, shell, pages } = model;
  const t = texts(shell.locale);
  const none = html`<div class="nothing">
    <h2>${t.noPages}</h2>
    <p>${t.noPagesHint}</p>
  </div>`;
  return wikiDocument(model, {
    title: t.allPages,
    style: 'app',
    scripts: ['page'],
    spoken: [],
    here: 'index',
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<div class="screen">
      <h1>${t.allPages}</h1>
      <p class="quiet">${countText(pages.length, t.pagesOne, t.pagesMany)}</p>
      ${pages.length > 0 ? body(letters(pages, shell.locale), t) : none}
    </div>`,
  });
};
