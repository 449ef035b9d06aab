import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { eras } from '../house/mcp-client.ts';
import type { McpClient } from '../house/mcp-client.ts';
import type { PageRead } from '../house/wiki.ts';

const POND = '# Pond\n\nThe water is cold.\n\nFrogs sing at night.\n';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

describe.each(eras)('an agent with %s', (era, connect) => {
  const folder = era === 'the older client' ? 'Older' : 'Modern';
  let agent: McpClient;
  beforeAll(async () => {
    agent = await connect(house.ready.mcpUrl, house.ready.token);
  });
  afterAll(() => agent?.close());

  const revisionOf = async (path: string): Promise<unknown> => (await agent.call('read_note', { path })).structured['revision'];

  it('sees the tools', async () => {
    const names = ['read_note', 'list_notes', 'search_notes', 'write_note', 'edit_note', 'get_recent_changes'];
    expect(await agent.tools()).toEqual(expect.arrayContaining(names));
  });

  it('reads the home page', async () => {
    const home = await agent.call('read_note', { path: 'Home' });
    expect(home.isError).toBe(false);
    expect(home.structured['revision']).toMatch(/^[0-9a-f]{40}$/);
    expect(home.text).toContain('Notes');
  });

  it('writes a page that a person sees at once, as written by the agent', async () => {
    const written = await agent.call('write_note', { path: `${folder}/Pond`, content: POND });
    expect(written.structured).toMatchObject({ outcome: 'created', path: `${folder}/Pond` });
    const page = await house.asBearer(house.ready.token).get(`/ada/notes/${folder}/Pond`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Frogs sing at night.');
    expect((await house.notes.read(`${folder}/Pond`)).json<PageRead & { last_commit: object }>().last_commit).toMatchObject({
      actor: { kind: 'agent' },
    });
  });

  it('solves the conflict of a stale change in one more call', async () => {
    const path = `${folder}/Clash`;
    await agent.call('write_note', { path, content: POND });
    const revision = String(await revisionOf(path));
    await house.notes.write(path, POND.replace('cold', 'warm'), revision);
    const stale = await agent.call('write_note', { path, content: POND.replace('cold', 'frozen'), revision });
    expect(stale.isError).toBe(true);
    expect(stale.text).toMatch(/warm/);
    const head = /[0-9a-f]{40}/.exec(JSON.stringify(stale.structured['current_revision'] ?? stale.structured))?.[0];
    const solved = await agent.call('write_note', { path, content: POND.replace('cold', 'warm, then frozen'), revision: head });
    expect(solved.isError).toBe(false);
    expect((await house.notes.read(path)).json<PageRead>().content).toContain('warm, then frozen');
  });

  it('edits a passage, and an edit on an older revision is merged when it can be', async () => {
    const path = `${folder}/Passage`;
    await agent.call('write_note', { path, content: POND });
    const revision = String(await revisionOf(path));
    await house.notes.write(path, POND.replace('night', 'dusk'), revision);
    const edited = await agent.call('edit_note', { path, revision, old_string: 'cold', new_string: 'clear' });
    expect(edited.structured).toMatchObject({ outcome: 'merged' });
    expect((await house.notes.read(path)).json<PageRead>().content).toBe(POND.replace('night', 'dusk').replace('cold', 'clear'));
  });

  it('finds by search what it wrote just before', async () => {
    await agent.call('write_note', { path: `${folder}/Rare`, content: `# Rare\n\nAn axolotl of the ${folder} kind.\n` });
    const found = await agent.call('search_notes', { query: `axolotl ${folder}` });
    expect((found.structured['results'] as { path: string }[])[0]).toMatchObject({ path: `${folder}/Rare`, score: expect.any(Number) }); // by the tool's schema
  });

  it('is told what to do when it asks for a page that is not there', async () => {
    const missing = await agent.call('read_note', { path: `${folder}/Nothing_here` });
    expect(missing).toMatchObject({ isError: true });
    expect(missing.text.length).toBeGreaterThan(20);
  });

  it('is nobody with a token that is not valid', async () => {
    await expect(connect(house.ready.mcpUrl, 'wb_nonsense')).rejects.toThrow();
  });

  it('is nobody at another wiki with a token for this one', async () => {
    const bound = (await house.owner.send('POST', '/api/v1/tokens', { body: { name: folder, wiki: 'ada/notes' } })).json<{
      secret: string;
    }>();
    const there = new URL('/bob/secrets/mcp', house.ready.url).href;
    await expect(connect(there, bound.secret)).rejects.toThrow();
  });
});
