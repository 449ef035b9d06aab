/** The screens on which a change is looked at: of a page, of a whole commit, of an agent's session, and line by line. */
import { fill } from '../texts/fill.ts';
import { texts } from '../texts/texts.ts';
import { BLAME_TEXTS } from './blame-table.ts';
import { CHANGE_TEXTS } from './change-list.ts';
import { drawnScreen } from './drawn-screen.ts';
import { FILE_DIFF_TEXTS } from './file-diffs.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';
import { TAKE_BACK_TEXTS } from './take-back-view.ts';
import { type Link, type WikiScreen } from './wiki-frame.ts';

export interface PagePlace {
  readonly title: string;
  readonly href: string;
  readonly path: string;
  readonly crumbs: readonly Link[];
}

export interface PageDiffModel extends WikiScreen {
  readonly page: PagePlace;
  /** Revisions, as they were asked for. */
  readonly from?: string;
  readonly to?: string;
}

const crumbsTo = ({ crumbs, title, href }: PagePlace): readonly Link[] => [...crumbs, { title, href }];

const historyLink = ({ href }: PagePlace, words: string): Markup =>
  html`<a class="action" href="${href}/history" data-shortcut="h">${icon('history')}<span>${words}</span></a>`;

/** What changed in one page between two revisions. */
export const pageDiffView = (model: PageDiffModel): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: fill(t.changesOf, { title: model.page.title }),
    script: 'page-diff',
    spoken: [...FILE_DIFF_TEXTS, ...CHANGE_TEXTS, 'diffFailed', 'diffBetween', 'diffBefore', 'viewVersion', 'wholeChange'],
    facts: { path: model.page.path, from: model.from, to: model.to },
    crumbs: crumbsTo(model.page),
    actions: historyLink(model.page, t.history),
  });
};

/** Who wrote each line of a page. */
export const blameView = (model: WikiScreen & { readonly page: PagePlace }): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: fill(t.blameOf, { title: model.page.title }),
    script: 'blame',
    spoken: [...BLAME_TEXTS, ...CHANGE_TEXTS, 'loadFailed', 'blameMore'],
    facts: { path: model.page.path },
    crumbs: crumbsTo(model.page),
    actions: historyLink(model.page, t.history),
  });
};

/** One change of the wiki with all files that it touched. */
export const commitView = (model: WikiScreen & { readonly revision: string }): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: fill(t.changeTitle, { revision: model.revision.slice(0, 8) }),
    script: 'commit',
    spoken: [...FILE_DIFF_TEXTS, ...CHANGE_TEXTS, ...TAKE_BACK_TEXTS, 'diffFailed', 'moreFiles'],
    facts: { revision: model.revision, write: model.wiki.mayWrite ? 'yes' : undefined },
    crumbs: [{ title: t.recentChanges, href: `${model.wiki.base}/-/changes` }],
  });
};

/** All that an agent did in one go. */
export const sessionView = (model: WikiScreen & { readonly session: string; readonly by?: string }): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: t.sessionTitle,
    intro: html`<p class="quiet">${t.sessionText} <code>${model.session}</code></p>`,
    script: 'session',
    spoken: [...FILE_DIFF_TEXTS, ...CHANGE_TEXTS, ...TAKE_BACK_TEXTS, 'loadFailed', 'noChanges', 'noChangesHint'],
    facts: { session: model.session, by: model.by, write: model.wiki.mayWrite ? 'yes' : undefined },
    crumbs: [{ title: t.recentChanges, href: `${model.wiki.base}/-/changes` }],
  });
};
