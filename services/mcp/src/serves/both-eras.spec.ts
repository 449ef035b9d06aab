import { afterEach, describe, expect, it } from '@jest/globals';
import type { AnyClient, Fetch, McpHouse } from '../fixtures/house.ts';
import { ADA, authOf, BOB, factsOf, modernClient, NOTES, olderClient, openHouse } from '../fixtures/house.ts';

const clients: AnyClient[] = [];
const kept = async (client: Promise<AnyClient>): Promise<AnyClient> => {
  clients.push(await client);
  return client;
};
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const ERAS = [
  ['2026-07-28', modernClient],
  ['initialize', olderClient],
] as const;

/** In the order in which clients see them, and whether they only read. */
const TOOLS: Readonly<Record<string, boolean>> = {
  read_note: true,
  search_notes: true,
  semantic_search: true,
  list_notes: true,
  get_recent_changes: true,
  get_links: true,
  get_history: true,
  find_orphaned_notes: true,
  write_note: false,
  edit_note: false,
  rename_note: false,
  delete_note: false,
  undo_session: false,
  get_proposals: true,
  withdraw_proposal: false,
  list_attachments: true,
  download_attachment: true,
  upload_attachment: false,
  delete_attachment: false,
};

const revisionOf = (structured: Readonly<Record<string, unknown>>): string => String(structured['revision']);

describe.each(ERAS)('the endpoint for a client of the era of %s', (_era, connect) => {
  const open = async (): Promise<{ client: AnyClient; house: McpHouse }> => {
    const house = await openHouse();
    return { house, client: await kept(connect(house.fetchAs())) };
  };

  it('says which wiki it is and where to begin', async () => {
    const { client } = await open();
    expect(client.instructions).toContain('"Field notes" (ada/notes): What was seen where.');
    expect(client.instructions).toContain('Begin with read_note of Home');
  });

  it('lists its tools with title, hints and both schemas', async () => {
    const { client } = await open();
    const tools = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(Object.keys(TOOLS));
    for (const tool of tools) {
      expect(tool.title).toBeTruthy();
      expect(tool.annotations).toHaveProperty('readOnlyHint', TOOLS[tool.name]);
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
    }
  });

  it('creates a page and reads it back at once', async () => {
    const { client, house } = await open();
    const written = await client.call('write_note', {
      path: 'Birds/Heron',
      content: '---\ncategory: actor\ntags: [bird]\n---\n# Heron\n\nSeen at [[Pond]].\n',
      commit_message: 'Seen today',
    });
    expect(written).toMatchObject({ isError: false, structured: { path: 'Birds/Heron', outcome: 'created' } });
    expect(written.text).toMatch(/^Created Birds\/Heron \(revision: [0-9a-f]{8}\)\n/);
    expect(written.meta['wikibot/token']).toBe(`wiki/${NOTES}=2`);
    const read = await client.call('read_note', { path: 'birds/heron' });
    const day = (await factsOf(house)).at(-1)?.time.slice(0, 10);
    expect(read.text).toBe(
      [
        '# Heron',
        'Path: Birds/Heron',
        `Revision: ${revisionOf(written.structured)}`,
        'Category: actor | Tags: bird',
        'Links to: Pond',
        `Last edited by ${connect === modernClient ? 'claude-code' : 'curl'} for ${ADA} on ${day}: Seen today`,
        '',
        '---',
        '---\ncategory: actor\ntags: [bird]\n---\n# Heron\n\nSeen at [[Pond]].\n',
      ].join('\n'),
    );
    expect(read.structured).toMatchObject({ name: 'Heron', links_to: ['Pond'], frontmatter: { category: 'actor' } });
  });

  it('answers a stale change with all that one more call needs', async () => {
    const { client, house } = await open();
    const first = await client.call('write_note', { path: 'Pond', content: 'Cold.\n' });
    const other = await kept(connect(house.fetchAs(authOf({ accountId: BOB, actor: { kind: 'agent', accountId: BOB, client: 'other' } }))));
    await other.call('edit_note', { path: 'Pond', revision: revisionOf(first.structured), old_string: 'Cold', new_string: 'Warm' });
    const stale = await client.call('write_note', { path: 'Pond', content: 'Frozen.\n', revision: revisionOf(first.structured) });
    expect(stale.isError).toBe(true);
    const { conflict, current_revision: current } = stale.structured as {
      conflict: { yours: string; theirs: string; merged: string };
      current_revision: string;
    };
    expect(conflict).toMatchObject({ base: 'Cold.\n', yours: 'Frozen.\n', theirs: 'Warm.\n', head: current });
    expect(stale.text).toContain(conflict.merged.trim());
    expect(stale.text).toContain(`write_note with path "Pond", revision "${current}"`);
    const solved = await client.call('write_note', { path: 'Pond', content: 'Warm, once frozen.\n', revision: current });
    expect(solved).toMatchObject({ isError: false, structured: { outcome: 'updated' } });
  });

  it('finds pages by words', async () => {
    const { client } = await open();
    await client.call('write_note', { path: 'Birds/Heron', content: 'Stands in the reeds.\n' });
    const found = await client.call('search_notes', { query: 'reeds' });
    expect(found.text).toBe('1 results for "reeds":\n\n1. Birds/Heron (score: 0.50)\n   Stands in the reeds.');
    expect(found.structured).toMatchObject({ results: [{ path: 'Birds/Heron', score: 0.5 }] });
  });

  it('tells what changed, by whom and why', async () => {
    const { client } = await open();
    await client.call('write_note', { path: 'Pond', content: 'Cold.\n', commit_message: 'First look' });
    await client.call('write_note', { path: 'Reeds', content: 'High.\n', commit_message: 'Second look' });
    const changes = await client.call('get_recent_changes', { limit: 1 });
    expect(changes.text).toMatch(/^1 recent changes:\n\n- \d{4}-\d\d-\d\d \| (claude-code|curl) for acc_a+ \| Reeds\n {2}Second look\n/);
    expect(changes.structured).toMatchObject({ head: 3, changes: [{ sequence: 3, pages: ['Reeds'] }] });
    const later = await client.call('get_recent_changes', { since: 2 });
    expect((later.structured['changes'] as { message: string }[]).map(({ message }) => message)).toEqual(['Second look']);
  });

  it('shows no writing tools to whoever may only read, and says why when one is called all the same', async () => {
    const house = await openHouse();
    const reader = await kept(connect(house.fetchAs(authOf({ scopes: ['read'] }))));
    expect((await reader.listTools()).map(({ name }) => name)).toEqual(
      Object.keys(TOOLS).filter((name) => TOOLS[name] === true && name !== 'get_proposals'),
    );
    expect(reader.instructions).toContain('not change it');
    const refused = await reader.call('write_note', { path: 'Pond', content: 'x' });
    expect(refused).toMatchObject({ isError: true, structured: { code: 'access.not-allowed' } });
    expect(house.wiki.writes()).toBe(0);
  });

  it('writes once when a reply is lost and the call is repeated with its key', async () => {
    const house = await openHouse();
    const whole = house.fetchAs();
    let losing = false;
    const losingOne: Fetch = async (url, init) => {
      const response = await whole(url, init);
      if (!losing || !String(init?.body).includes('tools/call')) return response;
      losing = false;
      await response.text();
      throw new TypeError('connection lost');
    };
    const client = await kept(connect(losingOne));
    const change = { path: 'Pond', content: 'Cold.\n', idempotency_key: 'k-1' };
    losing = true;
    await expect(client.call('write_note', change)).rejects.toThrow('connection lost');
    const again = await client.call('write_note', change);
    expect(again).toMatchObject({ isError: false, structured: { outcome: 'created' } });
    expect(house.wiki.writes()).toBe(1);
    expect(await factsOf(house)).toHaveLength(2);
    const reused = await client.call('write_note', { ...change, content: 'Warm.\n' });
    expect(reused).toMatchObject({ isError: true, structured: { code: 'request.key-reused' } });
  });

  it('names the field that is wrong', async () => {
    const { client, house } = await open();
    const wrong = await client.call('write_note', { path: 'Pond', contnt: 'x', revision: 'main' });
    expect(wrong).toMatchObject({ isError: true, structured: { code: 'request.invalid' } });
    expect(wrong.text).toContain(
      'contnt: There is no such argument. This tool takes: path, content, revision, commit_message, idempotency_key',
    );
    expect(wrong.text).toContain('content: is missing');
    expect(wrong.text).toContain('revision: ');
    expect(house.wiki.writes()).toBe(0);
  });

  it('takes other names for its arguments, and numbers as text', async () => {
    const { client } = await open();
    const written = await client.call('write_note', { page: 'Pond', text: 'Cold water.\n', message: '' });
    const edited = await client.call('edit_note', {
      note: 'Pond',
      base: revisionOf(written.structured),
      old_text: 'Cold',
      new_str: 'Warm',
    });
    expect(edited.text).toMatch(/^Edited Pond \(revision: [0-9a-f]{8}\)\nLines: /);
    expect((await client.call('list_notes', { n: '1', tag: '' })).structured['notes']).toHaveLength(1);
  });

  it('refuses what needs signing in or paying before any result', async () => {
    const house = await openHouse();
    const visitor = {
      actor: { kind: 'anonymous' },
      via: 'anonymous',
      scopes: ['read'],
      role: 'viewer',
      wiki: authOf().wiki,
      pathRules: [],
      csrfSafe: true,
    } as const;
    const anonymous = await kept(connect(house.fetchAs({ ...visitor, pathRules: [], scopes: ['read'] } as never)));
    await expect(anonymous.call('write_note', { path: 'Pond', content: 'x' })).rejects.toThrow(/401|Unauthorized/i);
    house.wiki.behave('unpaid');
    const client = await kept(connect(house.fetchAs()));
    await expect(client.call('write_note', { path: 'Pond', content: 'x' })).rejects.toThrow(/402|lapsed/);
  });
});
