import { html, type Markup } from '../../src/domain/templates/html.ts';
import { highlighted, type SearchHit } from '../../src/domain/templates/search-results.ts';
import { fill } from '../../src/domain/texts/fill.ts';
import { base, spoken } from './screen.ts';
import { find } from './search-api.ts';

const PAUSE = 120;
const MOST = 8;

type Words = ReturnType<typeof spoken<'searchNothing' | 'searchAll' | 'searchFailed' | 'searchResults'>>;

const option = (hit: SearchHit, at: number, query: string): Markup =>
  html`<a role="option" tabindex="-1" id="app:hit-${at}" aria-selected="false" href="${hit.href}"
    ><span class="hit-title">${highlighted(hit.name, query)}</span
    ><span class="hit-path">${hit.path.includes('/') && hit.path.replaceAll('_', ' ')}</span
    ><span class="hit-text">${highlighted(hit.snippet.replaceAll(/\s+/g, ' '), query)}</span></a
  >`;

const all = (query: string, at: number, t: Words): Markup =>
  html`<a role="option" tabindex="-1" id="app:hit-${at}" aria-selected="false" href="${base()}/-/search?query=${encodeURIComponent(query)}"
    >${fill(t.searchAll, { query })}</a
  >`;

const listOf = (hits: readonly SearchHit[] | undefined, query: string, t: Words): Markup => {
  if (!hits) return html`<p class="search-note">${t.searchFailed}</p>`;
  if (hits.length === 0) return html`<p class="search-note">${fill(t.searchNothing, { query })}</p>`;
  const shown = hits.slice(0, MOST);
  return html`<div role="listbox" id="app:hits" aria-label="${t.searchResults}">
    ${shown.map((hit, at) => option(hit, at, query))}${all(query, shown.length, t)}
  </div>`;
};

/** Results under the search field as one types, over the keyboard alone: arrows, Enter, Ctrl-Enter, Escape. */
class SearchList {
  readonly #field: HTMLInputElement;
  readonly #panel = document.createElement('div');
  readonly #t: Words = spoken();
  #asked = new AbortController();
  #timer = 0;
  #at = -1;

  constructor(field: HTMLInputElement) {
    this.#field = field;
    this.#panel.className = 'search-list';
    this.#panel.hidden = true;
    field.closest('form')?.append(this.#panel);
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-expanded', 'false'],
      ['aria-controls', 'app:hits'],
    ] as const) {
      field.setAttribute(name, value);
    }
    field.addEventListener('input', () => this.#typed());
    field.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Node && !field.closest('form')?.contains(target)) this.#close();
    });
  }

  #typed(): void {
    clearTimeout(this.#timer);
    const query = this.#field.value.trim();
    if (query === '') this.#close();
    else this.#timer = window.setTimeout(() => void this.#search(query), PAUSE);
  }

  async #search(query: string): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    try {
      const hits = await find(query, this.#asked.signal);
      this.#panel.innerHTML = listOf(hits, query, this.#t).text;
      this.#open();
    } catch {
      // Given up for a newer query.
    }
  }

  #open(): void {
    const { bottom, left } = this.#field.getBoundingClientRect();
    Object.assign(this.#panel.style, { top: `${bottom + 6}px`, left: `${left}px` });
    this.#panel.hidden = false;
    this.#at = -1;
    this.#field.setAttribute('aria-expanded', String(this.#options().length > 0));
    this.#field.removeAttribute('aria-activedescendant');
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#panel.hidden = true;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  #options(): readonly HTMLAnchorElement[] {
    return [...this.#panel.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
  }

  #move(step: number): void {
    const options = this.#options();
    if (options.length === 0) return;
    this.#at = (this.#at + step + options.length + (this.#at < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((choice, at) => choice.setAttribute('aria-selected', String(at === this.#at)));
    const chosen = options[this.#at];
    chosen?.scrollIntoView({ block: 'nearest' });
    this.#field.setAttribute('aria-activedescendant', chosen?.id ?? '');
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#panel.hidden) return;
    const chosen = this.#options()[this.#at];
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      Escape: () => this.#close(),
      Enter: chosen && (() => (event.ctrlKey || event.metaKey ? void open(chosen.href, '_blank', 'noopener') : chosen.click())),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}

export const searchList = (): void => {
  const field = document.querySelector<HTMLInputElement>('.search input');
  if (field) new SearchList(field);
};
