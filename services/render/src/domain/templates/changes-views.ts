import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { CHANGE_TEXTS, changeList, type Change } from './change-list.ts';
import { COMPARING_TEXTS } from './comparison-form.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';
import type { PagePlace } from './comparing-views.ts';
import { wikiDocument, type WikiScreen } from './wiki-frame.ts';

interface Listing {
  /** Known already, newest first; otherwise browser code asks the API. */
  readonly changes?: readonly Change[];
  /** Where older ones are. */
  readonly older?: string;
}

export interface HistoryModel extends WikiScreen, Listing {
  readonly page: PagePlace;
}

export interface RecentChangesModel extends WikiScreen, Listing {}

interface Empty {
  readonly title: string;
  readonly hint: string;
}

const listing = ({ changes, older, shell }: Listing & WikiScreen, empty: Empty, t: Texts): Markup => {
  if (!changes) return html`<div id="app:changes" aria-busy="true"><p class="loading">${t.loading}</p></div>`;
  if (changes.length === 0)
    return html`<div class="nothing">
      <h2>${empty.title}</h2>
      <p>${empty.hint}</p>
    </div>`;
  return html`${changeList(changes, { locale: shell.locale, t })}${older !== undefined && html`<p><a class="button" href="${older}">${t.older}</a></p>`}`;
};

const scripts = ({ changes }: Listing): readonly string[] => (changes ? ['page'] : ['page', 'changes']);

/** Who changed a page, when and why, by day. */
export const historyView = (model: HistoryModel): string => {
  const { page, wiki, shell } = model;
  const t = texts(shell.locale);
  const title = fill(t.historyOf, { title: page.title });
  return wikiDocument(model, {
    title,
    style: 'app',
    scripts: scripts(model),
    spoken: [...COMPARING_TEXTS, 'loadFailed', 'noHistory', 'noHistoryHint'],
    noIndex: true,
    facts: { path: page.path, source: 'history', write: wiki.mayWrite ? 'yes' : undefined },
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }, ...page.crumbs, { title: page.title, href: page.href }],
    actions: html`<a class="action" href="${page.href}/blame">${icon('people')}<span>${t.blame}</span></a
      >${wiki.mayWrite && html`<a class="action primary" href="${page.href}/edit" data-shortcut="e">${icon('edit')}<span>${t.edit}</span></a>`}`,
    main: html`<div class="screen">
      <h1>${title}</h1>
      ${listing(model, { title: t.noHistory, hint: t.noHistoryHint }, t)}
    </div>`,
  });
};

/** The newest changes of the whole wiki, people and agents told apart. */
export const recentChanges = (model: RecentChangesModel): string => {
  const { wiki, shell } = model;
  const t = texts(shell.locale);
  return wikiDocument(model, {
    title: t.recentChanges,
    style: 'app',
    scripts: scripts(model),
    spoken: [...CHANGE_TEXTS, 'loadFailed', 'noChanges', 'noChangesHint'],
    noIndex: true,
    facts: { source: 'changelog' },
    here: 'changes',
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<div class="screen">
      <h1>${t.recentChanges}</h1>
      ${listing(model, { title: t.noChanges, hint: t.noChangesHint }, t)}
    </div>`,
  });
};
