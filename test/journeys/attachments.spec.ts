import { randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Sending } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House, Person } from '../house/house.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';
import type { Problem, WikiAt } from '../house/wiki.ts';

interface Stored {
  readonly filename: string;
  readonly path: string;
  readonly size: number;
  readonly mime_type: string;
  readonly revision: string;
  readonly href: string;
  readonly outcome?: string;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const GIF = Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1');

let house: House;
let bob: Person;
let hers: WikiAt;
let open: WikiAt;
beforeAll(async () => {
  house = await openHouse();
  await house.notes.write('Page', '# Page\n\n![a cat](./cat.gif)\n');
  bob = await house.openPerson('bob');
  ({ wiki: hers } = await createWikiAt(house.asBearer(bob.token), { name: 'Hers', slug: 'hers' }));
  await hers.write('Page', '# Hers\n');
  ({ wiki: open } = await createWikiAt(house.owner, { name: 'Open', slug: 'open', visibility: 'public' }));
  await open.write('Page', '# Open\n');
});
afterAll(() => house?.close());

const at = ({ api }: WikiAt, file = ''): string => `${api}/pages/Page/attachments${file === '' ? '' : `/${encodeURIComponent(file)}`}`;
const put = (wiki: WikiAt, file: string, sending: Sending): Promise<Answer> => wiki.client.send('PUT', at(wiki, file), sending);
const stored = async (wiki: WikiAt, file: string, sending: Sending): Promise<Stored> =>
  insist(await put(wiki, file, sending), 200, 201).json<Stored>();
const bytes = (wiki: WikiAt, href: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  wiki.client.get(`/${wiki.name}/${href}`, headers);

describe('a file beside a page', () => {
  it('is uploaded as it is, listed, shown in its page, and downloaded byte for byte', async () => {
    const answer = await put(house.notes, 'cat.gif', { body: GIF, headers: { 'content-type': 'text/html' } });
    expect(answer.status).toBe(201);
    const { href, revision } = answer.json<Stored>();
    expect(answer.json()).toMatchObject({ filename: 'cat.gif', path: 'Page', size: GIF.length, mime_type: 'image/gif', created: true });
    expect(answer.headers.etag).toBe(`"${revision}"`);
    expect((await house.owner.get(at(house.notes))).json()).toMatchObject({
      path: 'Page',
      total: 1,
      attachments: [{ filename: 'cat.gif', href }],
    });
    expect((await house.notes.view('Page')).text).toContain('/ada/notes/Page/a/cat.gif');
    const shown = await bytes(house.notes, href);
    expect([shown.status, shown.headers['content-type'], shown.headers['cache-control'], Buffer.from(shown.text).toString()]).toEqual([
      200,
      'image/gif',
      'private, max-age=31536000, immutable',
      GIF.toString(),
    ]);
    expect((await bytes(house.notes, href, { 'if-none-match': String(shown.headers.etag) })).status).toBe(304);
  });

  it('is uploaded as base64 within JSON, and read so', async () => {
    const body = { filename: 'notes.csv', content: Buffer.from('a,b\n').toString('base64'), commit_message: 'Data' };
    insist(await house.owner.send('POST', at(house.notes), { body }), 201);
    expect((await house.owner.get(at(house.notes, 'notes.csv'))).json()).toMatchObject({
      filename: 'notes.csv',
      mime_type: 'text/csv',
      content: body.content,
    });
    expect((await house.owner.get(`${at(house.notes, 'notes.csv')}/history`)).json()).toMatchObject({
      history: [{ message: 'Data', size: 4 }],
    });
  });

  it('is replaced on what its maker has seen, and deleted; what it was can still be had', async () => {
    const first = await stored(house.notes, 'plan.txt', { body: 'one' });
    const second = await stored(house.notes, 'plan.txt', { body: 'two', headers: { 'if-match': `"${first.revision}"` } });
    expect(second).toMatchObject({ outcome: 'updated' });
    const late = await put(house.notes, 'plan.txt', { body: 'three', headers: { 'if-match': `"${first.revision}"` } });
    expect([late.status, late.json<Problem>()]).toMatchObject([409, { code: 'attachment.changed', current_revision: second.revision }]);
    insist(await house.owner.send('DELETE', at(house.notes, 'plan.txt'), { body: {} }), 200);
    expect((await bytes(house.notes, 'Page/a/plan.txt')).status).toBe(404);
    expect((await bytes(house.notes, `Page/a/plan.txt?revision=${first.revision}`)).text).toBe('one');
    expect((await bytes(house.notes, second.href)).text).toBe('two');
  });

  it('that is sent twice under one key is stored once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await put(house.notes, 'once.txt', { body: 'once', headers });
    expect((await put(house.notes, 'once.txt', { body: 'once', headers })).text).toBe(first.text);
    expect((await put(house.notes, 'once.txt', { body: 'other', headers })).json<Problem>().code).toBe('request.key-reused');
  });

  it('has its place in the changes of its wiki', async () => {
    await stored(house.notes, 'told.txt', { body: 'x' });
    expect((await house.notes.changes()).json()).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ message: 'Add told.txt to Page' })]),
    });
  });
});

describe('hostile uploads', () => {
  it.each([
    ['evil.svg', SVG],
    ['evil.html', '<script>alert(1)</script>'],
    ['evil.png', '<script>alert(1)</script>'],
    ['evil.js', 'alert(1)'],
    ['evil.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
  ])('%s is kept, and never runs', async (file, content) => {
    const { href } = await stored(house.notes, file, { body: content });
    for (const address of [href, `Page/a/${file}`]) {
      const { headers } = await bytes(house.notes, address, { accept: 'text/html' });
      expect(headers['content-type']).toMatch(/^(?:application\/octet-stream|image\/svg\+xml)$/);
      expect(headers['content-disposition']).toMatch(/^attachment;/);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*sandbox$/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it.each(['..%2f..%2fevil.png', '%2e%2e', '.gitattributes', 'Page.md', 'a%00b', 'a%0d%0ab.png', 'a%5cb.png', 'con.png'])(
    'called %s are refused',
    async (file) => {
      const answer = await house.owner.send('PUT', `${at(house.notes)}/${file}`, { body: 'x' });
      expect([404, 422]).toContain(answer.status);
      expect((await house.owner.get(at(house.notes))).text).not.toContain('evil.png,');
    },
  );

  it('beyond 10 MiB are refused, as they are or within JSON, with what to do', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024 + 1);
    const posted = { filename: 'big.bin', content: big.toString('base64') };
    for (const answer of [
      await put(house.notes, 'big.bin', { body: big }),
      await house.owner.send('POST', at(house.notes), { body: posted }),
    ]) {
      expect(answer.status).toBe(413);
      expect(answer.json<Problem>()).toMatchObject({ code: expect.stringContaining('too-large'), remedy: expect.stringMatching(/\w{3}/) });
    }
    expect((await house.owner.get(at(house.notes, 'big.bin'))).status).toBe(404);
  });
});

describe('a part of a file', () => {
  it('is sent of media', async () => {
    await stored(house.notes, 'song.mp3', { body: 'ID3abcdefghij' });
    const part = await bytes(house.notes, 'Page/a/song.mp3', { range: 'bytes=3-5' });
    expect([part.status, part.text, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      'abc',
      'bytes 3-5/13',
      '3',
    ]);
    const head = await house.owner.send('HEAD', '/ada/notes/Page/a/song.mp3');
    expect([head.status, head.headers['accept-ranges'], head.text]).toEqual([200, 'bytes', '']);
  });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
};
/** A grey picture. */
const png = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const data = deflateSync(Buffer.alloc((width + 1) * height));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

describe('a picture', () => {
  it('has a small version, which a reader needs to get once', async () => {
    const { href } = await stored(house.notes, 'wide.png', { body: png(1000, 500) });
    const small = await bytes(house.notes, `${href}&thumbnail=150`);
    expect([small.status, small.headers['content-type'], small.headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'private, max-age=31536000, immutable',
    ]);
    expect((await bytes(house.notes, `${href}&thumbnail=150`, { 'if-none-match': String(small.headers.etag) })).status).toBe(304);
    expect((await bytes(house.notes, `Page/a/wide.png?thumbnail=huge`)).status).toBe(422);
  });
});

describe('a stranger', () => {
  const canary = 'canary-in-a-file';
  let address = '';
  beforeAll(async () => {
    address = (await stored(house.notes, 'secret.txt', { body: canary })).href;
    await stored(hers, 'hers.txt', { body: 'hers' });
  });

  it.each(['another account', 'nobody'])('with the token of %s gets nothing of a private wiki, by no address', async (who) => {
    const stranger = who === 'nobody' ? house.asStranger() : house.asBearer(bob.token);
    const addresses = [
      `/ada/notes/${address}`,
      '/ada/notes/Page/a/secret.txt?thumbnail=100',
      at(house.notes),
      at(house.notes, 'secret.txt'),
    ];
    for (const one of [...addresses, `${at(house.notes, 'secret.txt')}/history`, `${house.notes.api}/attachments`]) {
      const answer = await stranger.get(one);
      expect([one, [401, 404].includes(answer.status), answer.text.includes(canary), answer.text.includes('secret.txt?')]).toEqual([
        one,
        true,
        false,
        false,
      ]);
    }
    for (const method of ['PUT', 'DELETE'])
      expect([401, 404]).toContain(
        (await stranger.send(method, at(house.notes, 'secret.txt'), method === 'PUT' ? { body: 'x' } : {})).status,
      );
    expect((await bytes(house.notes, address)).text).toBe(canary);
  });

  it('does not get it by its content id through a wiki of their own either, in both directions', async () => {
    const version = new URLSearchParams(address.slice(address.indexOf('?'))).get('v');
    expect((await bytes(hers, `Page/a/hers.txt?v=${version}`)).status).toBe(404);
    expect((await bytes(wikiAt(house.asBearer(bob.token), 'ada/notes'), 'Page/a/hers.txt')).status).toBe(404);
    expect((await bytes(wikiAt(house.owner, 'bob/hers'), 'Page/a/hers.txt')).status).toBe(404);
  });

  it('may see a public wiki, and a shared cache may keep that for half a minute', async () => {
    const { href } = await stored(open, 'open.txt', { body: 'open' });
    const answer = await bytes(wikiAt(house.asStranger(), open.name), href);
    expect([answer.text, answer.headers['cache-control']]).toEqual(['open', 'public, max-age=31536000, s-maxage=30, immutable']);
    expect((await put(wikiAt(house.asStranger(), open.name), 'open.txt', { body: 'x' })).status).toBe(401);
    expect((await put(wikiAt(house.asBearer(bob.token), open.name), 'open.txt', { body: 'x' })).status).toBe(403);
  });
});
