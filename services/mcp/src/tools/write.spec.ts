import { describe, expect, it } from '@jest/globals';
import type { AnyClient, McpHouse } from '../fixtures/house.ts';
import { authOf, modernClient, openHouse } from '../fixtures/house.ts';

const opened = async (): Promise<{ house: McpHouse; client: AnyClient }> => {
  const house = await openHouse();
  return { house, client: await modernClient(house.fetchAs()) };
};

describe('writing a note', () => {
  it('says that the text is there already', async () => {
    const { client } = await opened();
    const first = await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    const again = await client.call('write_note', { path: 'Pond', content: 'Cold.', revision: first.structured['revision'] });
    expect(again.text).toMatch(/^Unchanged Pond \(revision: [0-9a-f]{8}\): it says this already$/);
  });

  it('gives back the merged text, so that nobody has to read again', async () => {
    const { client, house } = await opened();
    const first = await client.call('write_note', { path: 'Pond', content: 'Cold.\n' });
    await house.importAll([{ path: 'Pond', text: 'Warm.\n' }]);
    house.wiki.behave('merging');
    const merged = await client.call('write_note', { path: 'Pond', content: 'Deep.\n', revision: first.structured['revision'] });
    expect(merged.structured).toMatchObject({ outcome: 'merged', content: 'Warm.\nDeep.\n' });
    expect(merged.text).toContain('merged with a change made meanwhile, so the stored text differs from yours:\n\n---\nWarm.\nDeep.\n');
  });

  it('asks for the revision of a page that exists', async () => {
    const { client } = await opened();
    await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    const blind = await client.call('write_note', { path: 'pond', content: 'Warm.' });
    expect(blind).toMatchObject({
      isError: true,
      structured: { code: 'page.revision-required', current_revision: expect.stringMatching(/^[0-9a-f]{40}$/) },
    });
    expect(blind.text).toContain('Retry with it if you know what the page says now; otherwise call read_note first.');
  });

  it('shows the places, not the whole text, when a long page conflicts', async () => {
    const { client, house } = await opened();
    const long = 'line\n'.repeat(10_000);
    const first = await client.call('write_note', { path: 'Long', content: long });
    await house.importAll([{ path: 'Long', text: `${long}theirs` }]);
    const stale = await client.call('write_note', { path: 'Long', content: `${long}yours`, revision: first.structured['revision'] });
    expect(Object.keys(stale.structured['conflict'] as object)).toEqual(['head', 'merged', 'hunks']);
    expect(stale.text.length).toBeLessThan(25_000);
    expect(stale.text).toContain('Solve it: edit_note with path "Long"');
  });

  it('does not use up a key for a call that could not be made', async () => {
    const { client, house } = await opened();
    const reader = await modernClient(house.fetchAs(authOf({ scopes: ['read'] })));
    await reader.call('write_note', { path: 'Pond', content: 'x', idempotency_key: 'k' });
    expect((await client.call('write_note', { path: 'Pond', content: 'Cold.', idempotency_key: 'k' })).isError).toBe(false);
  });

  it('tells what an edit did not find', async () => {
    const { client } = await opened();
    const first = await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    const missed = await client.call('edit_note', {
      path: 'Pond',
      revision: first.structured['revision'],
      old_string: 'Hot',
      new_string: 'x',
    });
    expect(missed.text).toBe(
      'Invalid request: old_string not found in page content. Call read_note and copy the passage exactly, front matter included.',
    );
  });

  it('calls authors by their user names once their profiles are known', async () => {
    const { client, house } = await opened();
    const written = await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    for (const [revision, username] of [
      [2, 'ada-l'],
      [1, 'ada'],
    ] as const) {
      await house.house.runtimes.get('mcp')?.deliver('mcp.keepNameWhenProfileChanged', {
        kind: 'notice',
        id: crypto.randomUUID(),
        name: 'auth.ProfileChanged',
        version: 1,
        time: new Date().toISOString(),
        actor: { kind: 'system', name: 'auth' },
        tenant: {},
        correlationId: 'c',
        data: { accountId: authOf().accountId, username, displayName: 'Ada', revision },
      });
    }
    expect((await client.call('read_note', { path: 'Pond' })).text).toContain('Last edited by claude-code for ada-l on ');
    expect((await client.call('get_recent_changes')).text).toContain('| claude-code for ada-l | Pond');
    expect(written.isError).toBe(false);
  });
});
