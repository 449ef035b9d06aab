import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { importFiles, savePage } from '@wikibot/contracts/requests/pages';
import { useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const ATTACHMENT = 'GET /{owner}/{wiki}/{page+}/a/{file}';
let wikiId: WikiId;

const FILES: Readonly<Record<string, string>> = {
  'Page.md': '# Page\n',
  'Page/cat.png': '\u0089PNG',
  'Page/evil.html': '<script>alert(1)</script>',
  'Page/evil.svg': '<svg onload="alert(1)"/>',
  'Page/evil.xml': '<x/>',
  'Page/evil.js': 'alert(1)',
  'Page/noending': 'x',
  'Page/cat.png.html': '<script/>',
  'Page/Below.md': '# Below\n',
  'Meta/Secret.md': '# Nobody may read this\n',
  'Meta/Secret/plan.png': 'plan',
};

beforeAll(async () => {
  wikiId = await house().found();
  const files = Object.entries(FILES).map(([file, text]) => ({ file, content: Buffer.from(text).toString('base64') }));
  await house().told(importFiles, { files }, house().person(wikiId));
});
const attachment = (page: string, file: string, headers = {}) => house().knock(ATTACHMENT, wikiId, { params: { page, file }, headers });

describe('an attachment', () => {
  it('that can only be looked at is shown', async () => {
    const response = await attachment('Page', 'cat.png');
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('Content-Disposition')]).toEqual([
      200,
      'image/png',
      'inline',
    ]);
    expect(await response.text()).toBe(FILES['Page/cat.png']);
  });

  it.each(['evil.html', 'evil.svg', 'evil.xml', 'evil.js', 'noending', 'cat.png.html'])('%s is never active content', async (file) => {
    const response = await attachment('Page', file);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment/);
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it('is found under any spelling of its page', async () => {
    expect((await attachment('page', 'CAT.png')).status).toBe(200);
  });

  it('is not sent again to whoever has it', async () => {
    const tag = (await attachment('Page', 'cat.png')).headers.get('ETag') ?? '';
    const again = await attachment('Page', 'cat.png', { 'If-None-Match': tag });
    expect([again.status, await again.text(), again.headers.get('X-Content-Type-Options')]).toEqual([304, '', 'nosniff']);
  });

  it('that is not there is not found', async () => {
    expect((await attachment('Page', 'dog.png')).status).toBe(404);
    expect((await attachment('Nowhere', 'cat.png')).status).toBe(404);
  });

  it('is no way to read a page, whose own rules it would go round', async () => {
    for (const file of ['Secret.md', 'Secret', 'secret', 'SECRET.MD'])
      expect([file, (await attachment('Meta', file)).status]).toEqual([file, 404]);
  });

  it('lies in its page and no deeper, however the slash is written', async () => {
    expect((await attachment('Meta/Secret', 'plan.png')).status).toBe(200);
    expect((await attachment('Meta', 'Secret/plan.png')).status).toBe(404);
    for (const file of ['../cat.png', '..', '.', '']) expect((await attachment('Page', file)).status).toBe(404);
  });
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
    const response = await house().knock('GET /{owner}/{wiki}/api/v1/export', wikiId, { params: {} });
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
    expect((await house().knock('GET /{owner}/{wiki}/api/v1/export', house().newWikiId(), { params: {} })).status).toBe(404);
  });
});
