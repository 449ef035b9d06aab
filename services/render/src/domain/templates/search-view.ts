import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';
import { type SearchHit, searchResult } from './search-results.ts';
import { countText, wikiDocument, type WikiScreen } from './wiki-frame.ts';

export interface SearchModel extends WikiScreen {
  readonly query: string;
  /** Known already; otherwise browser code asks the search API. */
  readonly hits?: readonly SearchHit[];
}

const found = ({ query, hits }: SearchModel, t: Texts): Markup => {
  if (query === '') return html`<p class="quiet">${t.searchEmpty}</p>`;
  if (!hits) return html`<p class="loading">${t.loading}</p>`;
  if (hits.length === 0) return html`<p class="quiet">${fill(t.searchNothing, { query })}</p>`;
  return html`<p class="quiet">${countText(hits.length, t.searchOne, t.searchMany)}</p>
    <ol class="results">
      ${hits.map((hit) => searchResult(hit, query))}
    </ol>`;
};

/** Search results on a screen of their own. */
export const searchView = (model: SearchModel): string => {
  const { wiki, shell, query, hits } = model;
  const t = texts(shell.locale);
  return wikiDocument(model, {
    title: query === '' ? t.search : `${query} · ${t.search}`,
    style: 'app',
    scripts: hits ? ['page'] : ['page', 'search'],
    spoken: ['searchOne', 'searchMany', 'searchEmpty'],
    noIndex: true,
    facts: { query: query === '' ? undefined : query },
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<div class="screen">
      <h1>${t.search}</h1>
      <form class="search-large" role="search" aria-label="${t.search}" action="${wiki.base}/-/search">
        <label class="unseen" for="app:words">${t.search}</label>${icon('search')}<input
          id="app:words"
          name="query"
          type="search"
          value="${query}"
          placeholder="${t.searchPlaceholder}"
          autocomplete="off"
        /><button class="button" type="submit">${t.search}</button>
      </form>
      <div id="app:found" aria-live="polite">${found(model, t)}</div>
    </div>`,
  });
};
