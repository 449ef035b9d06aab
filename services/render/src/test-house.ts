/** For specs: the render service over in-memory tables, fed with moves of a wiki's head. */
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { Actor } from '@wikibot/contracts/define/actor';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import { httpApp } from '@wikibot/platform/kernel/http/app';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import type { ServiceRuntime } from '@wikibot/platform/kernel/runtime';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testHouse } from '@wikibot/platform/kernel/test-kernel';
import { render } from './manifest.ts';
import type { Ports } from './ports.ts';

export const wikiId = WikiId.parse(`wik_${'b'.repeat(32)}`);
export const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const STREAM = `wiki/${wikiId}`;

export type Pages = Readonly<Record<string, string | null>>;

const changeOf = ([page, text]: [string, string | null]): FileChange => ({
  file: `${page}.md`,
  page,
  blob: text === null ? null : ObjectId.parse('1'.repeat(40)),
  bytes: text === null ? 0 : Buffer.byteLength(text),
  ...(text === null ? {} : { text }),
});

/** A move of the head by its sequence; a page of null is deleted. */
export const moved = (
  sequence: number,
  pages: Pages | readonly FileChange[],
  actor: Actor = { kind: 'person', accountId: ada },
): FactEnvelope => ({
  ...testContext({ accountId: ada, wikiId }),
  id: `0190a6d2-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  kind: 'fact',
  name: 'wiki.HeadMoved',
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1) + sequence * 1000).toISOString(),
  actor,
  tenant: { accountId: ada, wikiId },
  stream: STREAM,
  sequence,
  data: {
    wikiId,
    head: String(sequence).padStart(40, '0'),
    previous: null,
    intent: 'save',
    commits: [{ id: String(sequence).padStart(40, '0'), message: 'A change' }],
    changes: Array.isArray(pages) ? pages : Object.entries(pages as Pages).map(changeOf),
    pages: 1,
  },
});

const assets = mkdtempSync(join(tmpdir(), 'render-assets-'));
writeFileSync(join(assets, 'assets.json'), JSON.stringify({ 'page.css': { file: 'page-1.css' } }));
writeFileSync(join(assets, 'page-1.css'), 'body{}');
afterAll(() => rmSync(assets, { recursive: true, force: true }));

const wiki = { id: wikiId, owner: 'ada', slug: 'notes', ownerId: ada, name: 'Notes', visibility: 'private', active: true } as const;

export const reader = (over: Partial<AuthContext> = {}, pathRules: readonly PathRule[] = []): AuthContext => ({
  actor: { kind: 'person', accountId: ada },
  accountId: ada,
  via: 'token',
  scopes: ['read', 'write'],
  wiki,
  role: 'owner',
  pathRules: [...pathRules],
  csrfSafe: true,
  ...over,
});
export const anonymousIn = (visibility: 'public' | 'private'): AuthContext => {
  const known = {
    actor: { kind: 'anonymous' },
    via: 'anonymous',
    pathRules: [],
    csrfSafe: true,
    wiki: { ...wiki, visibility },
    reason: 'no-credentials',
  } as const;
  return visibility === 'public' ? { ...known, role: 'viewer', scopes: ['read'], pathRules: [] } : { ...known, scopes: [], pathRules: [] };
};

export const renderHouse = async () => {
  const clock = movableClock();
  const payloads = memoryPayloads();
  const house = testHouse([render], { clock, resources: { render: { payloads, webAssets: { folder: assets } } } });
  const runtime = house.runtimes.get('render') as ServiceRuntime; // the only service of the house
  const app = httpApp(runtime);
  let sequence = 0;
  const open = (path: string, headers: Readonly<Record<string, string>> = {}, auth: AuthContext = reader()): Promise<Response> => {
    const url = new URL(path, 'http://localhost:8080');
    const page = decodeURIComponent(url.pathname.slice('/ada/notes/'.length));
    const key = page === '' ? 'GET /{owner}/{wiki}/' : 'GET /{owner}/{wiki}/{page+}';
    const params = { owner: 'ada', wiki: 'notes', ...(page === '' ? {} : { page }) };
    return app.handle(key, { request: new Request(url, { headers }), url, params, auth });
  };
  return {
    clock,
    runtime,
    app,
    payloads,
    ports: (await runtime.ports()) as Ports, // the manifest's own ports
    deliver: (fact: FactEnvelope) => runtime.deliver('render.fragments', fact),
    /** The next move of the head. */
    move: (pages: Pages | readonly FileChange[], actor?: Actor) =>
      runtime.deliver('render.fragments', moved((sequence += 1), pages, actor)),
    open,
    /** What a person's browser shows. */
    shown: async (path: string, auth?: AuthContext) => (await open(path, { Accept: 'text/html' }, auth)).text(),
  };
};
