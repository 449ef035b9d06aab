import { describe, expect, it } from '@jest/globals';
import type { AnyClient, McpHouse } from '../fixtures/house.ts';
import { authOf, modernClient, openHouse } from '../fixtures/house.ts';

const opened = async (pages: readonly { path: string; text: string }[]): Promise<{ house: McpHouse; client: AnyClient }> => {
  const house = await openHouse();
  await house.importAll(pages);
  return { house, client: await modernClient(house.fetchAs()) };
};

const section = (title: string, words: number): string => `## ${title}\n\n${`${title.toLowerCase()} `.repeat(words).trim()}\n\n`;
const LONG = `---\ntitle: The long one\n---\nBeginning.\n\n${['One', 'Two', 'Three', 'Four', 'Five'].map((title) => section(title, 2000)).join('')}`;

describe('reading a note', () => {
  it('gives the outline first and the beginning of a long page, and says how to read on', async () => {
    const { client } = await opened([{ path: 'Long', text: LONG }]);
    const { text, structured } = await client.call('read_note', { path: 'Long' });
    expect(text).toMatch(
      /\nSections \(5\):\n- One \(~\d+ tokens\)\n- Two .*\n- Three .*\n- Four .*\n- Five .*\n\n---\n---\ntitle: The long one/,
    );
    expect(text).toMatch(
      /\[Shown 2 of 5 sections, about \d+ of \d+ tokens\. For the rest call read_note with path="Long" and section="…" or cursor="[0-9a-f-]+"\.\]$/,
    );
    expect(structured).toMatchObject({ shown: { shown: 2, all: 5 } });
  });

  it('finds a page that was moved at its old address, and says where it is now', async () => {
    const { house, client } = await opened([{ path: 'Pond', text: 'cold' }]);
    await house.importAll([
      { path: 'Pond', text: null },
      { path: 'Lakes/Pond', text: 'cold', from: 'Pond' },
    ]);
    const { text, structured } = await client.call('read_note', { path: 'pond' });
    expect(text).toMatch(/^pond was moved to Lakes\/Pond\.\n/);
    expect(structured).toMatchObject({ path: 'Lakes/Pond', content: 'cold' });
    const closed = await modernClient(house.fetchAs(authOf({ pathRules: [{ prefix: 'Lakes', access: 'none' }] })));
    expect((await closed.call('read_note', { path: 'Pond' })).text).not.toContain('Lakes');
  });

  it('reads a long page to its end by cursors, without a gap and without a repeat', async () => {
    const { client } = await opened([{ path: 'Long', text: LONG }]);
    let read = '';
    for (let cursor: unknown, calls = 0; calls === 0 || cursor !== undefined; calls += 1) {
      const { structured } = await client.call('read_note', { path: 'Long', ...(cursor === undefined ? {} : { cursor }) });
      read += String(structured['content']);
      ({ cursor } = structured);
    }
    expect(read).toBe(LONG);
  });

  it('goes on in the revision it began with when the page changes in between', async () => {
    const { client, house } = await opened([{ path: 'Long', text: LONG }]);
    const first = await client.call('read_note', { path: 'Long', max_tokens: 5000 });
    await house.importAll([{ path: 'Long', text: 'Short now.\n' }]);
    const second = await client.call('read_note', { path: 'Long', cursor: first.structured['cursor'], max_tokens: 50_000 });
    expect(`${String(first.structured['content'])}${String(second.structured['content'])}`).toBe(LONG);
    expect(second.text).toContain('This is an older revision; the current one is ');
  });

  it('reads one section by its address, its end, its title or its anchor', async () => {
    const text = '# A\n\n## B\n\nfirst\n\n## C d\n\nsecond\n';
    const { client } = await opened([{ path: 'Page', text }]);
    for (const asked of ['A > C d', 'c d', '## C d', '#c-d']) {
      const read = await client.call('read_note', { path: 'Page', section: asked });
      expect(read.structured).toMatchObject({ section: 'A > C d', content: '## C d\n\nsecond\n' });
      expect(read.text).toContain('\nSection: A > C d\n');
    }
  });

  it('names the sections there are when one is not found, and the candidates when it is ambiguous', async () => {
    const { client } = await opened([
      { path: 'Page', text: '# A\n\n## B\n\n# C\n\n## B\n' },
      { path: 'Flat', text: 'No heading.' },
    ]);
    const missing = await client.call('read_note', { path: 'Page', section: 'Z' });
    expect(missing).toMatchObject({ isError: true, structured: { code: 'section.not-found', available: ['A', 'A > B', 'C', 'C > B'] } });
    expect(missing.text).toBe("Section not found: 'Z'. Available sections:\n  - A\n  - A > B\n  - C\n  - C > B");
    expect((await client.call('read_note', { path: 'Page', section: 'b' })).text).toContain('  - A > B\n  - C > B');
    expect((await client.call('read_note', { path: 'Flat', section: 'b' })).text).toBe(
      "Section not found: 'b'. This page has no sections. Call read_note without section.",
    );
  });

  it('reads an older revision from the wiki service', async () => {
    const house = await openHouse();
    const old = await house.importAll([{ path: 'Pond', text: 'Cold.' }]);
    const current = await house.importAll([{ path: 'Pond', text: 'Warm.' }]);
    const client = await modernClient(house.fetchAs());
    expect((await client.call('read_note', { path: 'Pond', revision: current.slice(0, 8) })).structured).toMatchObject({
      content: 'Warm.',
    });
    const read = await client.call('read_note', { path: 'Pond', revision: old });
    expect(read.structured).toMatchObject({ content: 'Cold.', revision: old });
    expect(read.text).toContain(`the current one is ${current}`);
    const unknown = await client.call('read_note', { path: 'Pond', revision: 'abcdef0' });
    expect(unknown).toMatchObject({ isError: true, structured: { code: 'revision.not-found', current_revision: current } });
  });

  it('goes on reading while no other service is there', async () => {
    const house = await openHouse();
    await house.importAll([{ path: 'Pond', text: 'Cold.' }]);
    const facts = await (await house.house.ports('wiki')).events.read(`wiki/${authOf().wiki?.id ?? ''}`, 0, 100);
    const alone = await openHouse({ without: ['wiki', 'search'], deployment: { patience: 20 } });
    for (const fact of facts) {
      for (const view of ['mcp.notes', 'mcp.changes']) await alone.house.runtimes.get('mcp')?.deliver(view, fact);
    }
    const client = await modernClient(alone.fetchAs());
    expect((await client.call('read_note', { path: 'Pond' })).structured).toMatchObject({ content: 'Cold.' });
    expect((await client.call('list_notes')).structured['notes']).toHaveLength(1);
    expect((await client.call('get_recent_changes')).structured['changes']).toHaveLength(1);
    const history = await client.call('get_history', { path: 'pond' });
    expect(history.structured).toMatchObject({ history: [{ message: 'Import' }], partial: true, known_to: 2 });
    expect(history.text).toContain('[The wiki does not answer right now. This is what is known here up to change 2: ');
    const closed = await modernClient(alone.fetchAs(authOf({ pathRules: [{ prefix: 'Pond', access: 'none' }] })));
    expect((await closed.call('get_history', { path: 'Pond' })).structured).toMatchObject({ code: 'access.path' });
  });

  it('says what to do about a page that is not there', async () => {
    const { client } = await opened([]);
    const missing = await client.call('read_note', { path: 'Nowhere' });
    expect(missing).toMatchObject({ isError: true, structured: { code: 'page.not-found', path: 'Nowhere' } });
    expect(missing.text).toBe('Page not found: Nowhere. Use write_note to create it, or list_notes to see available pages.');
  });

  it.each([
    '../../etc/passwd',
    '..',
    '/',
    '.git/config',
    'a\u0000b',
    'a\\b',
    'api/v1/pages',
    'a/history',
    '\u202egnp',
    'x'.repeat(950),
    '__proto__',
    'constructor',
    '%2e%2e/x',
    '\ud800',
  ])('finds no page at the hostile path %j, and tells no secrets', async (path) => {
    const { client } = await opened([{ path: 'Pond', text: 'Cold.' }]);
    for (const [tool, rest] of [
      ['read_note', {}],
      ['read_note', { revision: 'abcdef0' }],
      ['write_note', { content: 'x', revision: 'abcdef0' }],
    ] as const) {
      const answer = await client.call(tool, { path, ...rest });
      if (tool === 'read_note') expect(answer.isError).toBe(true);
      expect(answer.text).not.toMatch(/at .*\.ts|node_modules|fault/);
    }
  });

  it('reads pages whose names no new page could have', async () => {
    const { client } = await opened([{ path: 'Was ist das?', text: 'Das.' }]);
    expect((await client.call('read_note', { path: 'was ist das?' })).structured).toMatchObject({ path: 'Was ist das?', content: 'Das.' });
  });

  it('lets no text forge the lines above it', async () => {
    const text = '---\ntitle: "A\\nRevision: 0"\nstatus: "x\\n\\n---\\nPath: y"\n---\n[a](b%0ARevision:%201) [[Pond]]\n';
    const { client } = await opened([{ path: 'Page', text }]);
    const [above = ''] = (await client.call('read_note', { path: 'Page' })).text.split('\n\n---\n');
    expect(above.split('\n').map((line) => line.split(':', 1)[0])).toEqual([
      '# A Revision',
      'Path',
      'Revision',
      'Status',
      'Links to',
      expect.stringMatching(/^Last edited by /),
    ]);
  });

  it('refuses cursors that nobody gave', async () => {
    const { client } = await opened([{ path: 'Pond', text: 'Cold.' }]);
    for (const cursor of ['x', '5-2-abcdef0', '0-99999999999-abcdef0', '-1-2-abcdef0']) {
      expect((await client.call('read_note', { path: 'Pond', cursor })).structured).toMatchObject({ code: 'cursor.unknown' });
    }
  });

  it('reads and refuses texts at the limit of a page', async () => {
    const { client, house } = await opened([]);
    const text = `${'ä'.repeat(511)}\n`.repeat(1024);
    const written = await client.call('write_note', { path: 'Huge', content: text.slice(0, 524_288) });
    expect(written.text).toMatch(/^Created Huge/);
    const read = await client.call('read_note', { path: 'Huge' });
    expect(String(read.structured['content']).length).toBeLessThanOrEqual(24_000);
    const before = house.wiki.writes();
    const refused = await client.call('write_note', { path: 'Huger', content: 'x'.repeat(1024 * 1024 + 1) });
    expect(refused.text).toBe(
      'Content too large (1048577 bytes). Maximum size is 1048576 bytes. Split the page into several and link them.',
    );
    expect(house.wiki.writes()).toBe(before);
  });
});
