import { html, type Markup } from '../src/domain/templates/html.ts';
import { type SearchHit, searchResult } from '../src/domain/templates/search-results.ts';
import { fill } from '../src/domain/texts/fill.ts';
import { draw } from './parts/draw.ts';
import { element, fact, spoken } from './parts/screen.ts';
import { find } from './parts/search-api.ts';

const t = spoken<'searchOne' | 'searchMany' | 'searchNothing' | 'searchFailed'>();

const shown = (hits: readonly SearchHit[] | undefined, query: string): Markup => {
  if (!hits) return html`<p class="problem" role="alert">${t.searchFailed}</p>`;
  if (hits.length === 0) return html`<p class="quiet">${fill(t.searchNothing, { query })}</p>`;
  const count = hits.length === 1 ? t.searchOne : fill(t.searchMany, { count: hits.length });
  return html`<p class="quiet">${count}</p>
    <ol class="results">
      ${hits.map((hit) => searchResult(hit, query))}
    </ol>`;
};

const query = fact('query');
if (query !== undefined) draw(element('found', HTMLElement), shown(await find(query), query));
