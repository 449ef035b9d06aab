import { texts } from '../texts/texts.ts';
import { appDocument } from './app-frame.ts';
import { ACTIVITY_TEXTS } from './activity.ts';
import { html } from './html.ts';
import { icon } from './icons.ts';
import { WIKI_ROW_TEXTS, wikiRows, type WikiRow } from './rows.ts';
import { TRANSFER_TEXTS } from './settings/transfers.ts';
import type { Shell } from './shell.ts';

export interface DashboardModel {
  readonly shell: Shell;
  /** Known already; otherwise browser code asks the API. */
  readonly wikis?: readonly WikiRow[];
}

/** A person's wikis as rows. */
export const dashboard = ({ shell, wikis }: DashboardModel): string => {
  const t = texts(shell.locale);
  return appDocument(shell, {
    title: t.yourWikis,
    scripts: wikis ? [] : ['page', 'dashboard'],
    spoken: [...WIKI_ROW_TEXTS, ...ACTIVITY_TEXTS, ...TRANSFER_TEXTS, 'dashboardUsage', 'usageOf', 'loadFailed', 'reload'],
    noIndex: true,
    main: html`<div class="screen-head">
        <div>
          <h1>${t.yourWikis}</h1>
          <p class="quiet head-line" id="app:usage"></p>
        </div>
        <a class="button" href="/-/new">${icon('plus')}${t.createWiki}</a>
      </div>
      <div id="app:offers" aria-live="polite"></div>
      <div id="app:wikis" ${!wikis && html` aria-busy="true"`}>
        ${wikis ? wikiRows(wikis, t) : html`<p class="loading">${t.loading}</p>`}
      </div>`,
  });
};
