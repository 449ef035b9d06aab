import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { savePage } from '@wikibot/contracts/requests/pages';
import { ada, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const asOwner = (id: WikiId) => ({
  params: {},
  auth: { wiki: { id, owner: 'ada', slug: 'notes', ownerId: ada, name: 'Notes', visibility: 'private' as const, active: true } },
});
let wikiId: WikiId;

const FILES: Readonly<Record<string, string>> = {
  'Page.md': '# Page\n',
  'Page/cat.png': '\u0089PNG',
  'Page/Below.md': '# Below\n',
};

beforeAll(async () => {
  wikiId = await house().found();
  const files = Object.entries(FILES).map(([file, text]) => ({ file, content: Buffer.from(text).toString('base64') }));
  await house().told(importFiles, { files }, house().person(wikiId));
});

describe('the source of a page', () => {
  it('is plain text and nothing else', async () => {
    const response = await house().knock('GET /{owner}/{wiki}/{page+}/source', wikiId, { params: { page: 'page' } });
    expect([await response.text(), response.headers.get('Content-Type'), response.headers.get('X-Content-Type-Options')]).toEqual([
      '# Page\n',
      'text/plain; charset=utf-8',
      'nosniff',
    ]);
    expect((await house().knock('GET /{owner}/{wiki}/{page+}/source', wikiId, { params: { page: 'Nowhere' } })).status).toBe(404);
  });
});

describe('the export', () => {
  it('is a bundle from which git clones every file and every change', async () => {
    await house().told(savePage, { path: 'Last', content: 'the last change\n' }, house().person(wikiId));
    const response = await house().knock('GET /{owner}/{wiki}/api/v1/export', wikiId, asOwner(wikiId));
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.bundle"$/);
    const bundle = join(house().folder, 'wiki.bundle');
    writeFileSync(bundle, Buffer.from(await response.arrayBuffer()));
    const clone = join(house().folder, 'clone');
    execFileSync('git', ['clone', '-q', bundle, clone], { stdio: 'pipe' });
    for (const [file, text] of Object.entries(FILES)) expect(readFileSync(join(clone, file), 'utf8')).toBe(text);
    expect(readFileSync(join(clone, 'Last.md'), 'utf8')).toBe('the last change\n');
    expect(execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()).toBe(response.headers.get('Wikibot-Head'));
    expect(execFileSync('git', ['-C', clone, 'log', '--format=%s'], { encoding: 'utf8' }).trim().split('\n')).toHaveLength(3);
  });

  it('of a wiki that is not there is not found', async () => {
    const nowhere = house().newWikiId();
    expect((await house().knock('GET /{owner}/{wiki}/api/v1/export', nowhere, asOwner(nowhere))).status).toBe(404);
  });

  it('is for those who may read all of it, in a format that there is', async () => {
    const knock = (over: object, query = '') =>
      house().knock('GET /{owner}/{wiki}/api/v1/export', wikiId, { ...asOwner(wikiId), query, ...over });
    const pathRules = [{ prefix: 'secret', access: 'none' as const }];
    expect((await knock({ auth: { ...asOwner(wikiId).auth, pathRules } })).status).toBe(403);
    expect((await knock({}, '?format=tar')).status).toBe(422);
  });
});
