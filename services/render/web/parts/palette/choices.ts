/** What the palette offers: pages by name, hits of the search, and what this screen's own links do. */
import type { Choice } from '../../../src/domain/templates/palette.ts';
import { ask, recordsOf, succeeded, textOf } from '../api.ts';
import { base, pathHref } from '../screen.ts';

const MOST = { named: 6, found: 6 } as const;

const hrefOf = (path: string, { anchor = '', attachment = '' }: { readonly anchor?: string; readonly attachment?: string }): string => {
  const page = `${base()}/${pathHref(path)}`;
  if (attachment !== '') return `${page}/a/${encodeURIComponent(attachment)}`;
  return anchor === '' ? page : `${page}#${encodeURIComponent(anchor)}`;
};

/** Pages by the beginning of their names: at once. Undefined when the search did not answer. */
export const named = async (query: string, signal: AbortSignal): Promise<readonly Choice[] | undefined> => {
  const answer = await ask(`${base()}/api/v1/suggest?q=${encodeURIComponent(query)}&limit=${MOST.named}`, { signal });
  if (!succeeded(answer)) return undefined;
  return recordsOf(answer.body['suggestions']).map((told) => {
    const path = textOf(told['path']);
    const attachment = textOf(told['attachment']);
    return { href: hrefOf(path, { attachment }), title: attachment || textOf(told['title']) || path, path };
  });
};

/** Pages by words and meaning. */
export const found = async (query: string, signal: AbortSignal): Promise<readonly Choice[] | undefined> => {
  const answer = await ask(`${base()}/api/v1/search?q=${encodeURIComponent(query)}&limit=${MOST.found}`, { signal });
  if (!succeeded(answer)) return undefined;
  return recordsOf(answer.body['results']).map((hit) => {
    const path = textOf(hit['path']);
    const attachment = textOf(hit['attachment']);
    const why = Array.isArray(hit['why']) ? hit['why'].map(textOf) : [];
    const title = attachment || textOf(hit['title']) || path;
    return { href: hrefOf(path, { anchor: textOf(hit['anchor']), attachment }), title, path, snippet: textOf(hit['snippet']), why };
  });
};

const ACTIONS = '.actions a[href], .menu-list a[href], .shortcuts a[href]';

/** The links of the screen itself, so that the palette offers what the person may do here, in the same words. */
export const actionsHere = (query: string): readonly Choice[] => {
  const words = query.toLowerCase();
  const links = [...document.querySelectorAll<HTMLAnchorElement>(ACTIONS)].map((link) => ({
    href: link.href,
    // The mark of the inbox is no part of what the link is called.
    title: [...link.childNodes]
      .filter((node) => !(node instanceof HTMLElement && node.matches('[data-inbox]')))
      .map((node) => node.textContent?.trim() ?? '')
      .join(''),
  }));
  const once = [...new Map(links.map((link) => [link.href, link])).values()];
  return once.filter(({ title }) => title.toLowerCase().includes(words));
};

/** Whoever may make pages has the link for it in the sidebar. */
export const newPage = (query: string, title: string): readonly Choice[] => {
  const link = document.querySelector<HTMLAnchorElement>('.shortcuts a[href$="/-/create"]');
  return link && query !== '' ? [{ href: `${link.href}?path=${encodeURIComponent(query)}`, title }] : [];
};
