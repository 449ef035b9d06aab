import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { profileChanged } from '@wikibot/contracts/facts/auth';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { awaitRendered } from '@wikibot/contracts/requests/render';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from './ports.ts';

const { answers, reaction, serves, view } = vocabulary<Ports>();
const forReaders = { access: 'read', challenge: 'browser' } as const;
const forPrograms = { access: 'read', challenge: 'bearer' } as const;
const forWriters = { access: 'write', challenge: 'browser' } as const;
const forPeople = { access: 'account', challenge: 'browser' } as const;

export const render = defineService({
  name: 'render',
  meaning: 'Turns pages into HTML once per change, and serves every screen.',
  publishes: { streams: [], notices: [] },
  needs: ['payloads:write', 'web-assets'],
  ports: () => import('./adapters/ports.ts'),
  refusalScreen: () => import('./routes/refusal-screen.ts'),
  units: {
    page: serves('GET /{owner}/{wiki}/{page+}', { meaning: 'A page to read.', ...forReaders, load: () => import('./routes/page.ts') }),
    home: serves('GET /{owner}/{wiki}/', { meaning: 'The home page of a wiki.', ...forReaders, load: () => import('./routes/page.ts') }),
    wikiRoot: serves('GET /{owner}/{wiki}', {
      meaning: 'Leads to the home page.',
      ...forReaders,
      load: () => import('./routes/wiki-root.ts'),
    }),
    edit: serves('GET /{owner}/{wiki}/{page+}/edit', {
      meaning: 'The editor of a page.',
      ...forWriters,
      load: () => import('./routes/edit.ts'),
    }),
    history: serves('GET /{owner}/{wiki}/{page+}/history', {
      meaning: 'Who changed a page, when and why.',
      ...forReaders,
      load: () => import('./routes/history.ts'),
    }),
    save: serves('POST /{owner}/{wiki}/{page+}/save', {
      meaning: 'Saves a page from a plain form, for browsers without scripts.',
      ...forWriters,
      load: () => import('./routes/save.ts'),
    }),
    preview: serves('POST /{owner}/{wiki}/{page+}/preview', {
      meaning: 'A text as the page that it would be; nothing is kept.',
      ...forWriters,
      load: () => import('./routes/preview.ts'),
    }),
    pageDiff: serves('GET /{owner}/{wiki}/{page+}/diff', {
      meaning: 'What changed in a page between two revisions.',
      ...forReaders,
      load: () => import('./routes/page-diff.ts'),
    }),
    pageVersion: serves('GET /{owner}/{wiki}/{page+}/view/{revision}', {
      meaning: 'A page as it was at a revision.',
      ...forReaders,
      load: () => import('./routes/page-version.ts'),
    }),
    blame: serves('GET /{owner}/{wiki}/{page+}/blame', {
      meaning: 'Who wrote each line of a page.',
      ...forReaders,
      load: () => import('./routes/blame.ts'),
    }),
    commit: serves('GET /{owner}/{wiki}/-/commit/{revision}', {
      meaning: 'One change with all that it touched; it can be taken back there.',
      ...forReaders,
      load: () => import('./routes/commit.ts'),
    }),
    session: serves('GET /{owner}/{wiki}/-/session/{session}', {
      meaning: 'All that an agent did in one go; it can be undone there.',
      ...forReaders,
      load: () => import('./routes/session.ts'),
    }),
    recentChanges: serves('GET /{owner}/{wiki}/-/changes', {
      meaning: 'The latest changes of a wiki.',
      ...forReaders,
      load: () => import('./routes/recent-changes.ts'),
    }),
    feed: serves('GET /{owner}/{wiki}/-/changelog/feed.atom', {
      meaning: 'The latest changes of a wiki as an Atom feed.',
      ...forPrograms,
      load: () => import('./routes/feed.ts'),
    }),
    siteMap: serves('GET /{owner}/{wiki}/sitemap.xml', {
      meaning: 'All pages of a wiki, for crawlers.',
      ...forPrograms,
      load: () => import('./routes/site-map.ts'),
    }),
    llms: serves('GET /{owner}/{wiki}/llms.txt', {
      meaning: 'What there is in a wiki, for language models.',
      ...forPrograms,
      load: () => import('./routes/llms.ts'),
    }),
    robots: serves('GET /robots.txt', {
      meaning: 'Which addresses are nothing for crawlers.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/robots.ts'),
    }),
    pageIndex: serves('GET /{owner}/{wiki}/-/index', {
      meaning: 'All pages from A to Z.',
      ...forReaders,
      load: () => import('./routes/page-index.ts'),
    }),
    search: serves('GET /{owner}/{wiki}/-/search', { meaning: 'Search results.', ...forReaders, load: () => import('./routes/search.ts') }),
    createPage: serves('GET /{owner}/{wiki}/-/create', {
      meaning: 'Asks for the name of a new page.',
      ...forWriters,
      load: () => import('./routes/create-page.ts'),
    }),
    proposals: serves('GET /{owner}/{wiki}/-/proposals', {
      meaning: 'What agents would like to change.',
      ...forWriters,
      load: () => import('./routes/proposals.ts'),
    }),
    proposal: serves('GET /{owner}/{wiki}/-/proposals/{proposal}', {
      meaning: 'One proposal; a person merges or declines it there.',
      ...forWriters,
      load: () => import('./routes/proposal.ts'),
    }),
    attachments: serves('GET /{owner}/{wiki}/-/attachments', {
      meaning: 'The files beside all pages.',
      ...forReaders,
      load: () => import('./routes/attachments.ts'),
    }),
    pageAttachments: serves('GET /{owner}/{wiki}/{page+}/attachments', {
      meaning: 'The files beside a page; whoever may write adds to them.',
      ...forReaders,
      load: () => import('./routes/page-attachments.ts'),
    }),
    renamePage: serves('GET /{owner}/{wiki}/{page+}/rename', {
      meaning: 'Moves a page, after showing what moves with it.',
      ...forWriters,
      load: () => import('./routes/rename-page.ts'),
    }),
    deletePage: serves('GET /{owner}/{wiki}/{page+}/delete', {
      meaning: 'Deletes a page, after saying how it comes back.',
      ...forWriters,
      load: () => import('./routes/delete-page.ts'),
    }),
    graph: serves('GET /{owner}/{wiki}/-/graph', {
      meaning: 'Which page links to which, as a map and as lists.',
      ...forReaders,
      load: () => import('./routes/graph.ts'),
    }),
    settings: serves('GET /{owner}/{wiki}/-/settings', {
      meaning: 'How a wiki is set up; its owner changes it there.',
      ...forReaders,
      load: () => import('./routes/settings.ts'),
    }),
    connect: serves('GET /{owner}/{wiki}/-/connect', {
      meaning: 'How an agent is connected to a wiki, and whether it has called.',
      ...forReaders,
      load: () => import('./routes/connect.ts'),
    }),
    account: serves('GET /-/account', {
      meaning: "A person's account: profile, look, tokens, usage.",
      ...forPeople,
      load: () => import('./routes/account.ts'),
    }),
    dashboard: serves('GET /', {
      meaning: "A person's wikis; for others what this is.",
      access: 'anyone',
      challenge: 'browser',
      load: () => import('./routes/dashboard.ts'),
    }),
    app: serves('GET /-/', {
      meaning: "A person's wikis, where signing in leads.",
      ...forPeople,
      load: () => import('./routes/dashboard.ts'),
    }),
    createWiki: serves('GET /-/new', {
      meaning: 'Creates a wiki and shows how it comes to be.',
      ...forPeople,
      load: () => import('./routes/create-wiki.ts'),
    }),
    syntax: serves('GET /-/syntax', {
      meaning: 'What may be written on a page, with what it becomes; and the keys.',
      access: 'anyone',
      challenge: 'browser',
      load: () => import('./routes/syntax.ts'),
    }),
    asset: serves('GET /-/assets/{file}', {
      meaning: 'Browser code and styles.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/asset.ts'),
    }),
    diagram: serves('GET /-/diagram', {
      meaning: 'The frame in which one diagram is drawn, apart from everything else.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/diagram.ts'),
    }),
    unknownAddress: serves('GET /{owner}/{wiki}/api/v1/{address+}', {
      meaning: 'Tells programs that the API has no such address; it says nothing of any wiki.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/unknown-address.ts'),
    }),
    openApi: serves('GET /api/v1/openapi.json', {
      meaning: 'This description of everything that can be asked over HTTP.',
      access: 'anyone',
      challenge: 'bearer',
      load: () => import('./routes/open-api.ts'),
    }),
    awaitRendered: answers(awaitRendered, { load: () => import('./queries/await-rendered.ts') }),
    forgetWiki: answers(forgetWiki('render'), { load: () => import('./commands/forget-wiki.ts') }),
    describeContent: answers(describeContent('render'), { load: () => import('./queries/describe-content.ts') }),
    fragments: view({ version: 2, of: [wikiStream], load: () => import('./views/fragments.ts') }),
    rememberNameWhenProfileChanged: reaction({
      to: [profileChanged],
      load: () => import('./reactions/remember-name-when-profile-changed.ts'),
    }),
  },
});
