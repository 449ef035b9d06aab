import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { parseToken, TOKEN_HEADER } from '@wikibot/contracts/define/token';
import { headMoved } from '@wikibot/contracts/facts/wiki';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import { savePage } from '@wikibot/contracts/requests/pages';
import { FLUSH, pktLine } from '../../domain/git-protocol/pkt-line.ts';
import { ada, bob, useWikiHouse } from '../../test-house.ts';
import infoRefs from './info-refs.ts';
import receivePack from './receive-pack.ts';
import uploadPack from './upload-pack.ts';

const house = useWikiHouse();
let wikiId: WikiId;
let clone: string;

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: clone,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();

beforeAll(async () => {
  wikiId = await house().found();
  const { revision } = await house().told(savePage, { path: 'Secret/Plan', content: 'nobody\n' }, house().person(wikiId));
  clone = join(house().folder, 'clone');
  const bundle = join(house().folder, 'wiki.bundle');
  const chunks: Uint8Array[] = [];
  for await (const chunk of house()
    .ports.repositories.open(wikiId)
    .bundle(revision as ObjectId))
    chunks.push(chunk);
  writeFileSync(bundle, Buffer.concat(chunks));
  execFileSync('git', ['clone', '-q', bundle, clone], { stdio: 'pipe' });
});

const authOf = (pathRules: readonly PathRule[] = [], over: Partial<AuthContext> = {}): AuthContext => ({
  actor: { kind: 'agent', accountId: ada, client: 'git' },
  accountId: ada,
  via: 'token',
  scopes: ['read', 'write'],
  role: 'editor',
  wiki: {
    id: wikiId,
    owner: 'ada',
    slug: 'notes',
    ownerId: ada,
    name: 'Notes',
    visibility: 'private',
    active: true,
  } as AuthContext['wiki'],
  pathRules: [...pathRules],
  csrfSafe: true,
  ...over,
});

type Slice = typeof infoRefs;

const knock = (
  slice: Slice,
  path: string,
  { auth = authOf(), body, type = '' }: { auth?: AuthContext; body?: Buffer; type?: string } = {},
): Promise<Response> => {
  const url = new URL(`http://localhost${path}`);
  const sent = body ? { method: 'POST', body: Uint8Array.from(body), headers: { 'Content-Type': type } } : {};
  return slice({ request: new Request(url, sent), url, params: {}, auth }, house().person(wikiId), house().ports);
};

/** Everything that the clone has beyond the wiki's head, as git would push it. */
const pushed = async (auth?: AuthContext): Promise<Response> => {
  const [from, to] = [(await house().ports.wikis.get(wikiId))?.head ?? '', git('rev-parse', 'HEAD')];
  const pack = execFileSync('git', ['pack-objects', '--revs', '--thin', '--stdout', '-q'], {
    cwd: clone,
    input: `${to}\n^${from}\n`,
    stdio: 'pipe',
  });
  const body = Buffer.concat([pktLine(`${from} ${to} refs/heads/main\0report-status side-band-64k`), FLUSH, pack]);
  return knock(receivePack, '/git-receive-pack', { body, type: 'application/x-git-receive-pack-request', ...(auth ? { auth } : {}) });
};

const commit = (file: string, text: string): void => {
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: clone, input: text, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('update-index', '--add', '--cacheinfo', `100644,${blob},${file}`);
  git('commit', '-q', '-m', `Write ${file}`);
};

const UPLOAD = '/info/refs?service=git-upload-pack';
const RECEIVE = '/info/refs?service=git-receive-pack';

describe('whoever may not read every page', () => {
  const hidden = [{ prefix: 'Secret', access: 'none' }] as const;

  it('cannot clone, fetch or push, and is told why in plain text', async () => {
    for (const path of [UPLOAD, RECEIVE]) {
      const answer = await knock(infoRefs, path, { auth: authOf(hidden) });
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([403, 'text/plain; charset=utf-8']);
      expect(await answer.text()).toMatch(/may not read every page.*clone cannot leave pages out/);
    }
    const body = Buffer.concat([pktLine(`want ${git('rev-parse', 'HEAD')}\n`), FLUSH, pktLine('done\n')]);
    const fetched = await knock(uploadPack, '/git-upload-pack', {
      auth: authOf(hidden),
      body,
      type: 'application/x-git-upload-pack-request',
    });
    expect(fetched.status).toBe(403);
  });

  it('is not helped by a rule that opens a part of what is hidden', async () => {
    const rules = [...hidden, { prefix: 'Secret/Open', access: 'read' }] as const;
    expect((await knock(infoRefs, UPLOAD, { auth: authOf(rules) })).status).toBe(403);
  });
});

describe('whoever may write only some pages', () => {
  it('clones all and pushes those, and no others', async () => {
    const auth = authOf([{ prefix: 'Secret', access: 'read' }]);
    expect((await knock(infoRefs, UPLOAD, { auth })).status).toBe(200);
    commit('Open.md', 'open\n');
    expect(await (await pushed(auth)).text()).toContain('ok refs/heads/main');
    commit('Secret/Plan.md', 'overwritten\n');
    const refused = await (await pushed(auth)).text();
    expect(refused).toContain('Secret/Plan.md: You may not write here.');
    expect(refused).toContain('ng refs/heads/main');
    git('reset', '-q', '--soft', 'HEAD~1');
    git('rm', '-q', '-f', '--cached', 'Secret/Plan.md');
    git('commit', '-q', '-m', 'Delete it instead');
    expect(await (await pushed(auth)).text()).toContain('Secret/Plan.md: You may not write here.');
  });
});

describe('a push', () => {
  it('is one fact with all its commits, and answers with the token of that fact', async () => {
    git('reset', '-q', (await house().ports.wikis.get(wikiId))?.head ?? '');
    commit('One.md', 'one\n');
    commit('Two.md', `two ${'x'.repeat(200_000)}\n`);
    const before = (await house().facts(wikiId)).length;
    const answer = await pushed();
    const facts = await house().facts(wikiId);
    expect(facts).toHaveLength(before + 1);
    const last = facts.at(-1);
    expect(parseToken(answer.headers.get(TOKEN_HEADER))).toEqual({ [`wiki/${wikiId}`]: last?.sequence });
    const { intent, commits, changes, head, previous } = headMoved.data.parse(last?.data);
    expect([intent, previous, head]).toEqual(['push', git('rev-parse', 'HEAD~2'), git('rev-parse', 'HEAD')]);
    expect(commits).toEqual([
      { id: git('rev-parse', 'HEAD~1'), message: 'Write One.md' },
      { id: git('rev-parse', 'HEAD'), message: 'Write Two.md' },
    ]);
    expect(changes).toEqual([
      { file: 'One.md', page: 'One', blob: git('rev-parse', 'HEAD:One.md'), bytes: 4, text: 'one\n' },
      {
        file: 'Two.md',
        page: 'Two',
        blob: git('rev-parse', 'HEAD:Two.md'),
        bytes: 200_005,
        payload: expect.stringMatching(/^wik_[0-9a-f]{32}\/[0-9a-f]{64}$/),
      },
    ]);
  });

  it('counts pages against the plan, and those that were there already do not count again', async () => {
    const pages = (await house().ports.wikis.get(wikiId))?.pages ?? 0;
    await house().grant(ada, { wikis: null, pagesPerWiki: pages, authorsPerWiki: null, gitPush: true });
    commit('One.md', 'changed\n');
    expect(await (await pushed()).text()).toContain('ok refs/heads/main');
    commit('Three.md', 'three\n');
    expect(await (await pushed()).text()).toContain(`ng refs/heads/main Page limit reached (${pages} pages)`);
    git('rm', '-q', '--cached', 'Two.md');
    git('commit', '-q', '-m', 'One goes, one comes');
    expect(await (await pushed()).text()).toContain('ok refs/heads/main');
    expect((await house().ports.wikis.get(wikiId))?.pages).toBe(pages);
    await house().grant(ada);
  });

  it('by a viewer, or with a token that only reads, is refused before anything is sent', async () => {
    for (const over of [{ role: 'viewer' }, { scopes: ['read'] }] as const) {
      const answer = await knock(infoRefs, RECEIVE, { auth: authOf([], over as Partial<AuthContext>) });
      expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([403, null]);
    }
    const stranger = authOf([], { actor: { kind: 'anonymous' }, via: 'anonymous', role: 'viewer', scopes: ['read'] });
    const { accountId: _, ...nobody } = stranger;
    const answer = await knock(infoRefs, RECEIVE, { auth: nobody });
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Basic realm="wikibot", charset="UTF-8"']);
  });

  it('goes by the plan of whom the wiki belongs to, not of whoever pushes', async () => {
    await house().grant(bob, { wikis: 1, pagesPerWiki: 1, authorsPerWiki: 1, gitPush: false });
    const auth = authOf([], { accountId: bob, actor: { kind: 'agent', accountId: bob, client: 'git' } });
    expect((await knock(infoRefs, RECEIVE, { auth })).status).toBe(200);
  });
});
