import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Sending } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import type { Problem } from '../house/wiki.ts';

let house: House;
let revision = '';
beforeAll(async () => {
  house = await openHouse();
  await house.notes.write('Deleted', 'one\n');
  await house.notes.write('Sections', '# A\n\none\n');
  ({ revision } = await house.notes.write('Edited', 'one two three\n'));
});
afterAll(() => house?.close());

const pages = '/ada/notes/api/v1/pages';
const send = (method: string, path: string, sending: Sending & { readonly key: string }): Promise<Answer> =>
  house.owner.send(method, path, { ...sending, headers: { 'idempotency-key': sending.key } });
const headNow = async (): Promise<number> => Number((await house.notes.changes()).json()['head']);
/** An edit names the revision it is based on; the page with sections was made before it. */
const based = (body: object): object => ('old_string' in body || 'section' in body ? { ...body, revision } : body);
const append = { section: 'A', operation: 'append', content: 'more' };
const file = { file: 'Imported.md', content: Buffer.from('one\n').toString('base64') };

/** The secret of a token is shown once, even to whoever asks again under the same key. */
const told = ({ status, text }: Answer): string => `${status} ${text.replace(/"secret":"[^"]*"/, '"secret":"…"')}`;

/** Everything that changes something, and what would be another wish under the same key. */
const wishes = [
  ['a save', 'PUT', `${pages}/Saved`, { content: 'one\n' }, { content: 'two\n' }],
  ['an edit', 'PATCH', `${pages}/Edited`, { old_string: 'two', new_string: 'zwei' }, { old_string: 'two', new_string: 'deux' }],
  ['a section edit', 'PATCH', '/ada/notes/api/v1/section/Sections', append, { ...append, content: 'other' }],
  ['a deletion', 'DELETE', `${pages}/Deleted`, {}, { commit_message: 'other words' }],
  ['an import', 'POST', '/ada/notes/api/v1/import', { files: [file] }, { files: [file], overwrite: true }],
  ['a new wiki', 'POST', '/api/v1/wikis', { name: 'Once', slug: 'once' }, { name: 'Once', slug: 'twice' }],
  ['a new token', 'POST', '/api/v1/tokens', { name: 'once' }, { name: 'twice' }],
] as const;

describe.each(wishes)('%s with an idempotency key', (...[, method, path, body, other]) => {
  const key = randomUUID();
  let first: Answer;
  beforeAll(async () => {
    first = await send(method, path, { body: based(body), key });
  });

  it('is done', () => {
    expect([200, 201, 202]).toContain(first.status);
  });

  it('is done once: a repeat is told what the first was', async () => {
    const head = await headNow();
    const again = await send(method, path, { body: based(body), key });
    expect(told(again)).toBe(told(first));
    expect(await headNow()).toBe(head);
  });

  it('is refused when the key stands for something else', async () => {
    const answer = await send(method, path, { body: based(other), key });
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>()).toMatchObject({ code: 'request.key-reused', remedy: expect.stringContaining('new key') });
  });
});

const concurrent = [
  ['a save', 'PUT', `${pages}/Concurrent`, { content: 'one\n' }],
  ['a save that changes nothing', 'PUT', `${pages}/Home_again`, { content: 'same\n' }],
  ['a save that is refused', 'PUT', `${pages}/Edited`, { content: 'no revision\n' }],
  ['a deletion of nothing', 'DELETE', `${pages}/Not_there`, {}],
  ['an import', 'POST', '/ada/notes/api/v1/import', { files: [{ ...file, file: 'Imported_at_once.md' }] }],
  ['a new wiki', 'POST', '/api/v1/wikis', { name: 'At once', slug: 'at-once' }],
  ['a new token', 'POST', '/api/v1/tokens', { name: 'at once' }],
] as const;

describe.each(concurrent)('%s sent ten times at once under one key', (...[what, method, path, body]) => {
  it('has one outcome, told ten times', async () => {
    if (what.includes('changes nothing')) await house.notes.write('Home_again', 'same\n');
    const key = randomUUID();
    const head = await headNow();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(method, path, { body, key })));
    expect([...new Set(answers.map(told))]).toEqual([expect.stringMatching(/^[24]/)]);
    expect((await headNow()) - head).toBeLessThanOrEqual(1);
  });
});

it('the same key of another account is another key', async () => {
  const bob = house.asBearer((await house.openPerson('bob')).token);
  const headers = { 'idempotency-key': 'shared' };
  const body = { name: 'mine' };
  const [adas, bobs] = await Promise.all([house.owner, bob].map((one) => one.send('POST', '/api/v1/tokens', { body, headers })));
  expect([adas?.status, bobs?.status]).toEqual([201, 201]);
  expect(adas?.json<{ id: string }>().id).not.toBe(bobs?.json<{ id: string }>().id);
});
