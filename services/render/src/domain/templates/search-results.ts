import { html, type Markup } from './html.ts';

/** A hit of the search API with the address the browser opens. */
export interface SearchHit {
  readonly name: string;
  readonly path: string;
  readonly snippet: string;
  readonly href: string;
}

const WORD = /[\p{L}\p{N}]+/gu;

/** Words of the query in bold; snippets are plain text and are escaped here. */
export const highlighted = (text: string, query: string): Markup => {
  const words = (query.match(WORD) ?? []).slice(0, 20).toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return html`${text}`;
  // Only letters and digits: nothing of a pattern.
  const parts = text.split(new RegExp(`(${words.join('|')})`, 'giu'));
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<mark>${part}</mark>` : part))}`;
};

export const searchResult = ({ name, path, snippet, href }: SearchHit, query: string): Markup =>
  html`<li>
    <a class="result" href="${href}"
      ><span class="result-title">${highlighted(name, query)}</span><span class="result-path">${path.replaceAll('_', ' ')}</span></a
    >
    <p>${highlighted(snippet, query)}</p>
  </li>`;
