import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deleteAttachment, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { savePage } from '@wikibot/contracts/requests/pages';
import { SAMPLE_FILES } from '../domain/attachments/sample-files.fixture.ts';
import { objectId } from '../domain/git-object.ts';
import { useWikiHouse } from '../test-house.ts';
import type { Knock } from '../test-house.ts';

const house = useWikiHouse();
const DOOR = 'GET /{owner}/{wiki}/{page+}/a/{file}';
let wikiId: WikiId;

const base64 = (content: string | Buffer): string => Buffer.from(content).toString('base64');
const upload = (file: string, content: string | Buffer, path = 'Page') =>
  house().told(saveAttachment, { path, file, content: base64(content) }, house().person(wikiId));
const door = (page: string, file: string, knock: Partial<Knock> = {}) => house().knock(DOOR, wikiId, { params: { page, file }, ...knock });
const told = (response: Response, ...names: readonly string[]) => names.map((name) => response.headers.get(name));

beforeAll(async () => {
  wikiId = await house().found({ visibility: 'public' });
  await house().told(savePage, { path: 'Page', content: '# Page\n' }, house().person(wikiId));
  const files = [
    ...SAMPLE_FILES.map(({ file, content }) => ({ file: `Samples/${file}`, content: base64(content) })),
    { file: 'Meta/Secret.md', content: base64('# Nobody may read this\n') },
    { file: 'Meta/Secret/plan.png', content: base64('plan') },
  ];
  await house().told(importFiles, { files }, house().person(wikiId));
});

describe('an attachment', () => {
  it.each(SAMPLE_FILES.map((sample) => [sample.file, sample.isShown ? 'shown' : 'saved', sample] as const))(
    '%s is %s, and never active',
    async (file, _fate, { content, type, isShown }) => {
      const response = await door('Samples', file);
      expect(response.status).toBe(200);
      expect(told(response, 'Content-Type', 'X-Content-Type-Options')).toEqual([type, 'nosniff']);
      expect(response.headers.get('Content-Disposition')).toBe(`${isShown ? 'inline' : 'attachment'}; filename="${file}"`);
      expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';( style-src 'unsafe-inline';)? sandbox$/);
      expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    },
  );

  it('is found under any spelling of its page and its name', async () => {
    expect((await door('samples', 'A.JPG')).status).toBe(200);
  });

  it('that is not there is not found', async () => {
    for (const [page, file] of [
      ['Samples', 'dog.png'],
      ['Nowhere', 'a.png'],
      ['Samples', 'a.png/'],
    ] as const)
      expect((await door(page, file)).status).toBe(404);
  });

  it('is no way to read a page, whose own rules it would go round', async () => {
    for (const file of ['Secret.md', 'Secret', 'secret', 'SECRET.MD'])
      expect([file, (await door('Meta', file)).status]).toEqual([file, 404]);
  });

  it('lies in its page and no deeper, however the slash is written', async () => {
    expect((await door('Meta/Secret', 'plan.png')).status).toBe(200);
    for (const file of ['Secret/plan.png', '../Samples/a.png', '..', '.', '', '.git', 'a\u0000', '\ud800', 'x'.repeat(5000)])
      expect([file, (await door('Meta', file)).status]).toEqual([file, 404]);
  });

  it('with an odd name is named so that old and new readers save it well', async () => {
    await upload('schön (1) 日本.txt', 'x');
    const response = await door('Page', 'schön (1) 日本.txt');
    expect(response.headers.get('Content-Disposition')).toBe(
      `inline; filename="sch_n (1) __.txt"; filename*=UTF-8''sch%C3%B6n%20%281%29%20%E6%97%A5%E6%9C%AC.txt`,
    );
  });
});

describe('whoever has an attachment', () => {
  it.each(['"TAG"', 'W/"TAG"', '"other", "TAG"'])('does not get it again by If-None-Match: %s', async (tags) => {
    const { blob } = await upload('kept.txt', 'kept');
    const again = await door('Page', 'kept.txt', { headers: { 'If-None-Match': tags.replace('TAG', blob) } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(told(again, 'ETag', 'X-Content-Type-Options')).toEqual([`"${blob}"`, 'nosniff']);
  });

  it('gets it when it has changed', async () => {
    const { blob } = await upload('new.txt', 'one');
    await upload('new.txt', 'two');
    const again = await door('Page', 'new.txt', { headers: { 'If-None-Match': `"${blob}"` } });
    expect([again.status, await again.text()]).toEqual([200, 'two']);
  });
});

describe('a part of an attachment', () => {
  const media = Buffer.concat([Buffer.from('ID3'), Buffer.from(Array.from({ length: 97 }, (_, index) => index))]);
  let tag = '';
  beforeAll(async () => {
    tag = `"${(await upload('song.mp3', media)).blob}"`;
  });
  const ask = (headers: Record<string, string>) => door('Page', 'song.mp3', { headers });

  it('is sent to whoever asks for it', async () => {
    const response = await ask({ Range: 'bytes=10-19' });
    expect(response.status).toBe(206);
    expect(told(response, 'Content-Range', 'Content-Length', 'Content-Type', 'X-Content-Type-Options')).toEqual([
      'bytes 10-19/100',
      '10',
      'audio/mpeg',
      'nosniff',
    ]);
    expect(Buffer.from(await response.arrayBuffer()).equals(media.subarray(10, 20))).toBe(true);
  });

  it('is offered with the whole', async () => {
    expect(told(await ask({}), 'Accept-Ranges', 'Content-Length')).toEqual(['bytes', '100']);
  });

  it('that there is not is refused with how much there is', async () => {
    const response = await ask({ Range: 'bytes=100-' });
    expect([response.status, response.headers.get('Content-Range')]).toEqual([416, 'bytes */100']);
  });

  it('is sent only of the content that the asker knows', async () => {
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': tag })).status).toBe(206);
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': '"other"' })).status).toBe(200);
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': `W/${tag}` })).status).toBe(200);
  });

  it('is not sent of what may be compressed on its way', async () => {
    await upload('text.txt', 'text');
    const response = await door('Page', 'text.txt', { headers: { Range: 'bytes=0-1' } });
    expect([response.status, ...told(response, 'Accept-Ranges')]).toEqual([200, null]);
  });
});

describe('an address of one content', () => {
  it('leads to it for ever, and may be kept for a year', async () => {
    const first = await upload('versions.txt', 'one');
    const second = await upload('versions.txt', 'two');
    for (const [{ href, blob }, text] of [
      [first, 'one'],
      [second, 'two'],
    ] as const) {
      expect(href).toBe(`Page/a/versions.txt?v=${blob}`);
      const response = await door('Page', 'versions.txt', { query: `?v=${blob}` });
      expect([await response.text(), ...told(response, 'Cache-Control')]).toEqual([text, 'private, max-age=31536000, immutable']);
    }
    await house().told(deleteAttachment, { path: 'Page', file: 'versions.txt' }, house().person(wikiId));
    expect(await (await door('Page', 'versions.txt', { query: `?v=${first.blob}` })).text()).toBe('one');
  });

  it('leads to nothing that the file has never been, though it lies in the same repository', async () => {
    const secret = objectId('blob', Buffer.from('# Nobody may read this\n'));
    await upload('mine.txt', 'mine');
    for (const blob of [secret, objectId('blob', Buffer.from('plan')), '0'.repeat(40), '..', ''])
      expect([blob, (await door('Page', 'mine.txt', { query: `?v=${blob}` })).status]).toEqual([blob, 404]);
  });

  it('of a revision leads to what stood then, also of a file that is gone', async () => {
    const first = await upload('old.txt', 'one');
    await upload('old.txt', 'two');
    await house().told(deleteAttachment, { path: 'Page', file: 'old.txt' }, house().person(wikiId));
    expect((await door('Page', 'old.txt')).status).toBe(404);
    const response = await door('Page', 'old.txt', { query: `?revision=${first.revision}` });
    expect([await response.text(), ...told(response, 'Cache-Control')]).toEqual(['one', 'private, max-age=31536000, immutable']);
    expect(await (await door('Page', 'old.txt', { query: `?revision=${first.revision.slice(0, 8)}` })).text()).toBe('one');
  });

  it.each(['HEAD', '--upload-pack=x', 'main', '0'.repeat(40), 'f'.repeat(7), ''])('of the revision %j leads nowhere', async (revision) => {
    expect((await door('Samples', 'a.png', { query: `?revision=${revision}` })).status).toBe(404);
  });
});

describe('shared caches', () => {
  const anonymous: Knock['auth'] = { via: 'anonymous', scopes: ['read'], role: 'viewer' };
  const cache = async (knock: Partial<Knock>) => told(await door('Samples', 'a.png', knock), 'Cache-Control', 'Vary');
  const version = `?v=${objectId('blob', SAMPLE_FILES[0]?.content ?? Buffer.alloc(0))}`;

  it('keep what anybody may see for half a minute, whoever else keeps it longer', async () => {
    expect(await cache({ auth: anonymous })).toEqual(['public, max-age=0, s-maxage=30, must-revalidate', 'Cookie, Authorization']);
    expect(await cache({ auth: anonymous, query: version })).toEqual([
      'public, max-age=31536000, s-maxage=30, immutable',
      'Cookie, Authorization',
    ]);
  });

  it('keep nothing that was sent to somebody who is known', async () => {
    expect(await cache({})).toEqual(['private, no-cache', 'Cookie, Authorization']);
    expect(await cache({ query: version })).toEqual(['private, max-age=31536000, immutable', 'Cookie, Authorization']);
  });
});
