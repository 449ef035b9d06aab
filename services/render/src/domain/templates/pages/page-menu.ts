import type { Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';
import { icon, type IconName } from '../icons.ts';

export interface PageMenu {
  /** Address of the page without suffix. */
  readonly href: string;
  readonly path: string;
  /** Address of the wiki. */
  readonly base: string;
  readonly mayWrite: boolean;
}

const item = (href: string, name: IconName, words: string): Markup => html`<li><a href="${href}">${icon(name)}${words}</a></li>`;

const act = (does: string, name: IconName, words: string): Markup =>
  html`<li class="needs-script"><button type="button" data-does="${does}">${icon(name)}<span>${words}</span></button></li>`;

/** All else that can be done with a page; it folds open without browser code. */
export const pageMenu = ({ href, path, base, mayWrite }: PageMenu, t: Texts): Markup =>
  html`<details class="menu-more" name="menu">
    <summary class="action" data-shortcut="." aria-label="${t.moreOfPage}">${icon('more')}<span>${t.more}</span></summary>
    <ul class="menu-list">
      ${item(`${href}/attachments`, 'attachment', t.attachments)}${item(`${base}/-/graph?page=${encodeURIComponent(path)}`, 'graph', t.graphTitle)}${item(`${href}/blame`, 'people', t.pageAuthors)}${item(`${href}/source`, 'code', t.source)}
      ${act('copy', 'copy', t.copyPage)}${act('address', 'link', t.copyAddress)}${act('print', 'print', t.printPage)}
      ${mayWrite && html`${item(`${href}/rename`, 'move', t.movePage)}${item(`${href}/delete`, 'trash', t.deletePage)}`}
    </ul>
  </details>`;
