import type { TextId, Texts } from '../../texts/texts.ts';
import { html, type Markup, nothing } from '../html.ts';
import type { Link } from '../wiki-frame.ts';

/** A page that links here, with the words around the link. */
export interface Backlink extends Link {
  readonly context: string;
}

export interface Around {
  readonly backlinks: readonly Backlink[];
  readonly similar: readonly Link[];
}

export const AROUND_TEXTS = ['linkedFrom', 'similarPages'] as const satisfies readonly TextId[];

const backlinkList = (links: readonly Backlink[], t: Pick<Texts, 'linkedFrom'>): Markup | false =>
  links.length > 0 &&
  html`<section aria-labelledby="app:backlinks">
    <h2 id="app:backlinks">${t.linkedFrom} <span class="count">${links.length}</span></h2>
    <ul class="backlink-list">
      ${links.map(({ title, href, context }) => html`<li><a href="${href}">${title}</a>${context !== '' && html`<span>${context}</span>`}</li>`)}
    </ul>
  </section>`;

const similarList = (links: readonly Link[], t: Pick<Texts, 'similarPages'>): Markup | false =>
  links.length > 0 &&
  html`<section aria-labelledby="app:similar">
    <h2 id="app:similar">${t.similarPages}</h2>
    <ul class="similar-list">
      ${links.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
    </ul>
  </section>`;

/** Stands below a page, so that its coming later moves nothing. */
export const pageAround = ({ backlinks, similar }: Around, t: Pick<Texts, (typeof AROUND_TEXTS)[number]>): Markup =>
  backlinks.length + similar.length > 0
    ? html`<footer class="around">${backlinkList(backlinks, t)}${similarList(similar, t)}</footer>`
    : nothing;
