import { describe, expect, it } from '@jest/globals';
import type { Locale } from '../texts/texts.ts';
import { historyView, recentChanges } from './changes-views.ts';
import { blameView, commitView, pageDiffView, sessionView } from './comparing-views.ts';
import { createWiki } from './create-wiki.ts';
import { dashboard } from './dashboard.ts';
import { editor, newPage } from './editor.ts';
import { landing } from './landing.ts';
import { errorScreen, notFound, signInNeeded } from './error-screens.ts';
import { pageIndex } from './page-index.ts';
import { pageView } from './page-view.ts';
import { searchView } from './search-view.ts';
import { accountScreen } from './settings/account.ts';
import { connectScreen } from './settings/connect.ts';
import { settingsOfAnother, settingsScreen } from './settings/settings-screen.ts';
import type { Shell } from './shell.ts';

const HOSTILE = `"><script>alert(1)</script>'&`;

const shellIn = (locale: Locale): Shell => ({
  locale,
  assets: (name) => `/-/assets/${name}`,
  csrf: HOSTILE,
  viewer: { name: HOSTILE, href: '/-/settings' },
  signIn: '/-/sign-in?next=%2F',
});

const link = { title: HOSTILE, href: HOSTILE };
const wiki = {
  name: HOSTILE,
  base: '/ada/notes',
  visibility: 'private',
  mayWrite: true,
  shortcuts: [link],
  tree: [{ name: HOSTILE, href: HOSTILE, fresh: true, open: true, children: [{ name: HOSTILE, href: HOSTILE, current: true }], more: 3 }],
  treeMore: 2,
} as const;
const page = { title: HOSTILE, href: '/ada/notes/Page', path: HOSTILE, crumbs: [link] };
const agent = { kind: 'agent', client: HOSTILE, person: HOSTILE } as const;
const changes = [{ revision: HOSTILE, at: HOSTILE, author: agent, message: HOSTILE, intent: HOSTILE, href: HOSTILE, pages: [link] }];
const wikis = [{ owner: 'ada', slug: 'x', name: HOSTILE, purpose: HOSTILE, visibility: HOSTILE, status: HOSTILE, pages: 1, href: HOSTILE }];
const read = {
  html: '<p>Text</p>',
  contents: [1, 2].map(() => ({ level: 2, text: HOSTILE, anchor: HOSTILE })),
  words: 500,
  excerpt: HOSTILE,
};
const known = {
  ...{ id: HOSTILE, name: HOSTILE, owner: HOSTILE, slug: HOSTILE },
  ...{ home: HOSTILE, addressPrefix: HOSTILE },
  visibility: 'private',
} as const;
const hits = [{ name: HOSTILE, path: HOSTILE, snippet: HOSTILE, href: HOSTILE }];

const screensIn = (locale: Locale): Readonly<Record<string, string>> => {
  const shell = shellIn(locale);
  return {
    page: pageView({ shell, wiki, page: { ...page, ...read, edited: { at: '2026-11-23T14:10:00Z', by: agent } } }),
    notFound: notFound({ shell, wiki, title: HOSTILE, href: '/ada/notes/X', near: [link] }),
    ...Object.fromEntries(([402, 403] as const).map((status) => [status, errorScreen({ shell, status, owner: HOSTILE })])),
    ...Object.fromEntries(([404, 503] as const).map((status) => [status, errorScreen({ shell, status })])),
    500: errorScreen({ shell, status: 500, reference: HOSTILE }),
    signIn: signInNeeded({ shell }),
    dashboard: dashboard({ shell, wikis }),
    createWiki: createWiki({ shell, addressPrefix: HOSTILE }),
    editor: editor({ shell, wiki, page: { ...page, content: `</textarea>${HOSTILE}`, revision: HOSTILE, isNew: false } }),
    newPage: newPage({ shell, wiki, prefix: HOSTILE }),
    history: historyView({ shell, wiki, page, changes }),
    comparison: pageDiffView({ shell, wiki, page, from: HOSTILE, to: HOSTILE }),
    authors: blameView({ shell, wiki, page }),
    oldVersion: pageView({
      shell,
      wiki,
      page: { ...page, ...read, edited: { at: '2026-11-23T14:10:00Z', by: agent }, old: { revision: 'abc' } },
    }),
    change: commitView({ shell, wiki, revision: HOSTILE }),
    session: sessionView({ shell, wiki, session: HOSTILE, by: HOSTILE }),
    recentChanges: recentChanges({ shell, wiki, changes, older: HOSTILE }),
    search: searchView({ shell, wiki, query: HOSTILE, hits }),
    settings: settingsScreen({ shell, wiki, known, mostZip: HOSTILE }),
    ending: settingsScreen({ shell, wiki, known, mostZip: HOSTILE, ending: { until: HOSTILE, days: 3 } }),
    settingsOfAnother: settingsOfAnother({ shell, wiki }, HOSTILE),
    connect: connectScreen({ shell, wiki, id: HOSTILE, slug: HOSTILE, address: HOSTILE, site: HOSTILE, signsIn: false }),
    account: accountScreen({ shell, username: HOSTILE, addressPrefix: HOSTILE }),
    landing: landing(shell),
    index: pageIndex({ shell, wiki, pages: [{ ...link, path: HOSTILE }] }),
  };
};

const names = Object.keys(screensIn('en'));

describe.each(names)('the screen %s', (name) => {
  const screen = screensIn('en')[name] ?? '';

  it('carries no inline script, style or event', () => {
    expect(screen.match(/<script(?![^>]* src=")|<style|\sstyle="|\son[a-z]+="/g)).toBeNull();
  });

  it('lets nothing hostile out of its place', () => {
    expect(screen).not.toContain('<script>alert');
    expect(screen.split('</textarea>').length).toBeLessThanOrEqual(2);
  });

  it('gives every id of the application once', () => {
    const ids = [...screen.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '');
    expect(ids.filter((id) => !id.startsWith('app:'))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks nothing of other hosts', () => {
    expect(screen.match(/(?:src|href|action)="(?:https?:)?\/\//g)).toBeNull();
  });

  it('speaks the other language', () => {
    const german = screensIn('de')[name] ?? '';
    expect(german).toContain('<html lang="de"');
    expect(german).toContain('Zum Inhalt');
  });
});

describe('a page', () => {
  const model = { shell: shellIn('en'), wiki, page: { ...page, ...read } };

  it('tells people and agents apart', () => {
    const edited = (by: typeof agent | { readonly kind: 'person'; readonly name: string }) =>
      pageView({ ...model, page: { ...model.page, edited: { at: '2026-11-23T14:10:00Z', by } } });
    expect(edited({ kind: 'agent', client: 'Claude Code', person: 'ada' } as never)).toContain('Claude Code · for ada');
    expect(edited({ kind: 'person', name: 'Ada Lovelace' })).toContain('<span class="mark mark-person" aria-hidden="true">AL</span>');
  });

  it('names its time absolutely, so that it can be kept', () => {
    const screen = pageView({ ...model, page: { ...model.page, edited: { at: '2026-11-23T14:10:00Z', by: agent } } });
    expect(screen).toMatch(/<time datetime="2026-11-23T14:10:00Z" data-ago>Nov 23, 2026, 2:10\sPM UTC<\/time>/u);
  });

  it('offers to write only to those who may', () => {
    expect(pageView(model)).toContain('href="/ada/notes/Page/edit"');
    expect(pageView({ ...model, wiki: { ...wiki, mayWrite: false } })).not.toContain('/edit"');
  });

  it('says so when it has no text', () => {
    expect(pageView({ ...model, page: { ...model.page, html: '' } })).toContain('This page has no text yet.');
  });
});

describe('screens that wait', () => {
  it('ask again by themselves while a change is on its way', () => {
    expect(errorScreen({ shell: shellIn('en'), status: 503 })).toContain('<meta http-equiv="refresh" content="2"');
  });

  it('leave the asking to browser code where the server does not know yet', () => {
    expect(dashboard({ shell: shellIn('en') })).toContain('/-/assets/dashboard.js');
    expect(dashboard({ shell: shellIn('en'), wikis })).not.toContain('/-/assets/dashboard.js');
  });
});

describe('the text in the editor', () => {
  it('keeps a line break at its beginning, which browsers would drop', () => {
    const screen = editor({ shell: shellIn('en'), wiki, page: { ...page, content: '\n# A', isNew: true } });
    expect(screen).toMatch(/<textarea[^>]*>\n\n# A<\/textarea>/);
  });
});
