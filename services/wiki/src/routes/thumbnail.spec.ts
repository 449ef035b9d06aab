import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import { savePage } from '@wikibot/contracts/requests/pages';
import { bomb, png, sizeOf } from '../adapters/thumbnails/pictures.fixture.ts';
import { useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const DOOR = 'GET /{owner}/{wiki}/{page+}/a/{file}';
const red = png({ width: 500, height: 250, at: () => [255, 0, 0, 255] });
let wikiId: WikiId;
let blob = '';

const upload = (file: string, content: Buffer) =>
  house().told(saveAttachment, { path: 'Page', file, content: content.toString('base64') }, house().person(wikiId));
const door = (file: string, query: string, headers: Record<string, string> = {}) =>
  house().knock(DOOR, wikiId, { params: { page: 'Page', file }, query, headers });
const told = ({ status, headers }: Response, ...names: readonly string[]) => [status, ...names.map((name) => headers.get(name))];
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

beforeAll(async () => {
  wikiId = await house().found();
  await house().told(savePage, { path: 'Page', content: '# Page\n' }, house().person(wikiId));
  ({ blob } = await upload('big picture.png', red));
});

describe('a small version of a picture beside a page', () => {
  it.each([
    ['', [200, 100]],
    ['1', [100, 50]],
    ['100', [100, 50]],
    ['101', [200, 100]],
    ['400', [400, 200]],
  ])('for the size %j is of the next size that there is', async (size, pixels) => {
    const response = await door('big picture.png', `?thumbnail=${size}`);
    expect(told(response, 'Content-Type', 'X-Content-Type-Options', 'Content-Security-Policy')).toEqual([
      200,
      'image/jpeg',
      'nosniff',
      "default-src 'none'; sandbox",
    ]);
    expect(sizeOf(await bytesOf(response))).toEqual(pixels);
  });

  it('has a tag and a name of its own, and lives as long as the address of what it shows', async () => {
    const response = await door('big picture.png', `?thumbnail=100&v=${blob}`);
    expect(told(response, 'ETag', 'Content-Disposition', 'Cache-Control')).toEqual([
      200,
      `"${blob}-100"`,
      'inline; filename="big picture-100.jpg"',
      'private, max-age=31536000, immutable',
    ]);
    expect((await door('big picture.png', '?thumbnail=100', { 'If-None-Match': `"${blob}-100"` })).status).toBe(304);
    expect((await door('big picture.png', '?thumbnail=200', { 'If-None-Match': `"${blob}-100"` })).status).toBe(200);
  });

  it.each(['800', '99999'])('is the picture itself where it is no larger than %s', async (size) => {
    const response = await door('big picture.png', `?thumbnail=${size}&v=${blob}`);
    expect(told(response, 'ETag', 'Cache-Control')).toEqual([200, `"${blob}"`, 'private, no-cache']);
    expect((await bytesOf(response)).equals(red)).toBe(true);
  });

  it.each(['0', '-1', '1e3', '100000', 'large', '100px', '../..'])('of the size %j is refused with those that there are', async (size) => {
    const response = await door('big picture.png', `?thumbnail=${size}`);
    expect(await response.json()).toMatchObject({
      status: 422,
      code: 'attachment.thumbnail-size',
      remedy: expect.stringContaining('100, 200'),
    });
  });
});

describe('a picture of which no small version can be made', () => {
  it.each([
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['broken.png', red.subarray(0, 60)],
    ['bomb.png', bomb(60_000, 60_000)],
  ])('%s is sent as it is, and no more active than ever', async (file, content) => {
    await upload(file, content);
    const response = await door(file, '?thumbnail=100');
    expect(told(response, 'X-Content-Type-Options')).toEqual([200, 'nosniff']);
    expect(response.headers.get('Content-Security-Policy')).toMatch(/sandbox$/);
    expect((await bytesOf(response)).equals(content)).toBe(true);
  });
});

it.each(['notes.txt', 'page.html', 'paper.pdf', 'not.png'])('of %s, which is no picture, there is none', async (file) => {
  await upload(file, Buffer.from('<html>'));
  const response = await door(file, '?thumbnail=100');
  expect(await response.json()).toMatchObject({ status: 422, code: 'attachment.no-picture' });
});
