/** What links to a page and what is like it: asked of other services, later, or not at all. */
import { pageAround } from '../../../src/domain/templates/pages/page-around.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { type Answer, ask, recordsOf, succeeded, textOf } from '../api.ts';
import { draw } from '../draw.ts';
import { base, pathHref, spoken } from '../screen.ts';

const MOST = { backlinks: 50, similar: 5 } as const;

type Told = Readonly<Record<string, unknown>>;

const rowsOf = (answer: Answer, name: string): readonly Told[] => (succeeded(answer) ? recordsOf(answer.body[name]) : []);

const linkOf = (told: Told): { readonly title: string; readonly href: string } => {
  const path = textOf(told['path']);
  return { title: textOf(told['name']) || path, href: `${base()}/${pathHref(path)}` };
};

export const showAround = async (place: HTMLElement, path: string): Promise<void> => {
  const api = `${base()}/api/v1`;
  const [links, alike] = await Promise.all([
    ask(`${api}/links/${pathHref(path)}?limit=${MOST.backlinks}`),
    ask(`${api}/similar/${pathHref(path)}?limit=${MOST.similar}`),
  ]);
  const backlinks = rowsOf(links, 'incoming').map((told) => ({ ...linkOf(told), context: textOf(told['context']) }));
  const known = new Set(backlinks.map(({ href }) => href));
  const similar = rowsOf(alike, 'results')
    .map(linkOf)
    .filter(({ href }) => !known.has(href));
  draw(place, pageAround({ backlinks, similar }, spoken() as Texts));
};
