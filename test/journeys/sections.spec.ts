import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { insist } from '../house/wiki.ts';
import type { PageRead, Saved } from '../house/wiki.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

interface Outline {
  readonly revision: string;
  readonly sections: readonly { readonly address: string; readonly hash: string; readonly tokens: number }[];
}
interface Changed extends Saved {
  readonly sections: readonly { readonly address: string; readonly change: string; readonly hash: string | null }[];
  readonly dry_run?: true;
}

const at = (kind: 'outline' | 'section', path: string): string => `/ada/notes/api/v1/${kind}/${path}`;
const outline = async (path: string): Promise<Outline> => insist(await house.owner.get(at('outline', path)), 200).json<Outline>();
const read = (path: string, section: string): Promise<Answer> =>
  house.owner.get(`${at('section', path)}?section=${encodeURIComponent(section)}`);
const change = (path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  house.owner.send('PATCH', at('section', path), { body, headers });
const textOf = async (path: string): Promise<string> => (await house.notes.read(path)).json<PageRead>().content;

const TEXT =
  '---\r\ntitle: Field notes\r\n---\r\nintro\r\n\r\n# Method\r\n\r\nhow\r\n\r\n## Sampling\r\n\r\nwhom\r\n\r\n# Outline\r\n\r\nlast  \r\n';

describe('a page and its sections over REST', () => {
  it('are read piece by piece, and changed without touching another byte', async () => {
    await house.notes.write('Book/Outline', TEXT);
    const { revision, sections } = await outline('Book/Outline');
    expect(sections.map(({ address }) => address)).toEqual(['Method', 'Method > Sampling', 'Outline']);

    const section = insist(await read('Book/Outline', 'Sampling'), 200);
    expect(section.headers.etag).toBe(`"${revision}"`);
    expect(section.json()).toMatchObject({
      content: '## Sampling\r\n\r\nwhom\r\n\r\n',
      section: sections[1],
      parent: 'Method',
      children: [],
      child_count: 0,
    });

    const edit = { revision, section: 'Method > Sampling', operation: 'replace', content: 'everybody', section_hash: sections[1]?.hash };
    const done = insist(await change('Book/Outline', edit), 200);
    expect(done.headers.etag).toBe(`"${done.json<Changed>().revision}"`);
    expect(await textOf('Book/Outline')).toBe(TEXT.replace('whom', 'everybody'));
    const now = await outline('Book/Outline');
    expect(done.json<Changed>().sections).toEqual(
      now.sections.slice(0, 2).map(({ address, hash }) => ({ address, change: 'changed', hash })),
    );
  });

  it('take the revision from If-Match, and answer 304 to who has it', async () => {
    const { revision } = await house.notes.write('Matched', '# A\n');
    expect((await house.owner.get(at('outline', 'Matched'), { 'if-none-match': `"${revision}"` })).status).toBe(304);
    const body = { section: 'A', operation: 'append', content: 'x' };
    expect((await change('Matched', body)).status).toBe(409);
    expect((await change('Matched', body, { 'if-match': `"${revision}"` })).status).toBe(200);
  });

  it('are tried out without a trace, under a key that stays free', async () => {
    const { revision } = await house.notes.write('Tried', '# A\n\na\n');
    const key = { 'idempotency-key': randomUUID() };
    const body = { revision, section: 'A', operation: 'replace', content: 'b' };
    const before = (await house.notes.changes()).json()['head'];
    const tried = insist(await change('Tried', { ...body, dry_run: true }, key), 200);
    expect(tried.json()).toMatchObject({ dry_run: true, outcome: 'updated', revision, lines: { added: 1, removed: 1 } });
    expect(tried.headers).not.toHaveProperty('etag');
    expect([(await house.notes.changes()).json()['head'], await textOf('Tried')]).toEqual([before, '# A\n\na\n']);
    const done = insist(await change('Tried', body, key), 200).json<Changed>();
    expect(done).not.toHaveProperty('dry_run');
    expect(done.sections).toEqual(tried.json<Changed>().sections);
  });

  it('answer a new page that was tried out with 200, since nothing was created', async () => {
    const body = { content: '# New\n', dry_run: true };
    const tried = await house.owner.send('PUT', '/ada/notes/api/v1/pages/Not_yet', { body });
    expect([tried.status, tried.json()]).toMatchObject([200, { created: true, dry_run: true, outcome: 'created' }]);
    expect((await house.notes.read('Not_yet')).status).toBe(404);
  });

  it('refuse with what is needed to go on', async () => {
    const { revision } = await house.notes.write('Refused', '# A\n\n## X\n\n# B\n\n## X\n');
    expect((await read('Refused', 'Y')).json()).toMatchObject({ status: 404, code: 'section.not-found', total: 4 });
    expect((await read('Refused', 'X')).json()).toMatchObject({ status: 422, code: 'section.ambiguous', candidates: ['A > X', 'B > X'] });
    const stale = { revision, section: 'A', operation: 'delete', section_hash: '0'.repeat(16) };
    expect((await change('Refused', stale)).json()).toMatchObject({
      status: 409,
      code: 'section.changed',
      section_conflict: { theirs: '# A\n\n## X\n\n' },
    });
    expect((await change('Refused', { revision, section: 'A', operation: 'replace' })).json()).toMatchObject({
      status: 422,
      issues: [{ path: 'body.content', message: 'replace needs content' }],
    });
  });
});
