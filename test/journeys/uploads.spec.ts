import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { insist } from '../house/wiki.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.notes.write('Atlas', 'Maps.\n');
});
afterAll(() => house?.close());

interface Opened {
  readonly upload: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
const attachments = '/ada/notes/api/v1/pages/Atlas/attachments';
const open = async (filename: string, size: number): Promise<Opened> =>
  insist(await house.owner.send('POST', `${attachments}/uploads`, { body: { filename, size } }), 201).json<Opened>();
/** As any client would: with nothing but what it was told. */
const put = ({ method, url, headers }: Opened, content: Buffer) => fetch(url, { method, headers, body: new Uint8Array(content) });

describe('a large file', () => {
  const content = randomBytes(9 * 1024 * 1024);

  it('is put at an address that is given for it, and becomes a file beside a page', async () => {
    const opened = await open('world.bin', content.length);
    expect((await put(opened, content)).status).toBe(200);
    const finish = { filename: 'world.bin', upload: opened.upload, commit_message: 'The world' };
    const saved = insist(await house.owner.send('POST', attachments, { body: finish }), 201);
    expect(saved.json()).toMatchObject({ filename: 'world.bin', size: content.length, outcome: 'created' });
    const list = (await house.owner.get(attachments)).json<{ attachments: { size: number }[] }>();
    expect(list.attachments).toMatchObject([{ filename: 'world.bin', size: content.length }]);
  });

  it('is not taken in another size, nor at an address that was changed', async () => {
    const opened = await open('other.bin', 5);
    expect((await put(opened, Buffer.from('too long'))).ok).toBe(false);
    const last = opened.url.at(-1) === '0' ? '1' : '0';
    expect((await put({ ...opened, url: opened.url.slice(0, -1) + last }, Buffer.from('12345'))).ok).toBe(false);
    insist(await house.owner.send('POST', attachments, { body: { filename: 'other.bin', upload: opened.upload } }), 404);
  });

  it('cannot be made anything of by somebody else', async () => {
    const opened = await open('mine.bin', 5);
    await put(opened, Buffer.from('12345'));
    const bob = await house.openPerson('bob');
    const answer = await house.asBearer(bob.token).send('POST', attachments, { body: { filename: 'mine.bin', upload: opened.upload } });
    expect(answer.status).toBe(404);
    insist(await house.owner.send('POST', attachments, { body: { filename: 'mine.bin', upload: opened.upload } }), 201);
  });
});
