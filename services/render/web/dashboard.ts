import { html } from '../src/domain/templates/html.ts';
import { type WIKI_ROW_TEXTS, wikiRows, type WikiRow } from '../src/domain/templates/rows.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { draw } from './parts/draw.ts';
import { element, spoken } from './parts/screen.ts';

const t = spoken<(typeof WIKI_ROW_TEXTS)[number] | 'loadFailed' | 'reload'>();

const rowOf = (wiki: Readonly<Record<string, unknown>>): WikiRow => ({
  owner: textOf(wiki['owner']),
  slug: textOf(wiki['slug']),
  name: textOf(wiki['name']),
  purpose: textOf(wiki['purpose']),
  visibility: textOf(wiki['visibility']),
  status: textOf(wiki['status']),
  pages: Number(wiki['pages']) || 0,
  href: textOf(wiki['href']),
});

const answer = await ask('/api/v1/wikis');
draw(
  element('wikis', HTMLElement),
  succeeded(answer)
    ? wikiRows(recordsOf(answer.body['wikis']).map(rowOf), t)
    : html`<p class="problem" role="alert">${t.loadFailed} <a href="">${t.reload}</a></p>`,
);
