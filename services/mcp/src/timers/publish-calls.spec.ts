import { describe, expect, it } from '@jest/globals';
import { ADA, authOf, modernClient, NOTES, openHouse } from '../fixtures/house.ts';

const SECRET = 'Nobody may know of the swamp.';

const opened = async () => {
  const house = await openHouse();
  const client = await modernClient(house.fetchAs());
  const ports = await house.house.ports('mcp');
  const published = async () => {
    await house.house.runtimes.get('mcp')?.runTimer('publishCalls');
    return ports.events.read(`calls/${NOTES}`, 0, 1000);
  };
  return { house, client, published };
};

describe('the count of calls', () => {
  it('tells who called what and how it ended, and nothing of what was in it', async () => {
    const { client, published } = await opened();
    await client.call('write_note', { path: 'Swamp', content: SECRET, commit_message: SECRET });
    await client.call('read_note', { path: 'Swamp' });
    await client.call('read_note', { path: 'Nowhere' });
    await client.close();
    const facts = await published();
    expect(facts.map(({ data }) => data)).toMatchObject([
      { wikiId: NOTES, accountId: ADA, client: 'claude-code', tool: 'write_note', outcome: 'answered' },
      { tool: 'read_note', outcome: 'answered', size: expect.any(Number) },
      { tool: 'read_note', outcome: 'refused', code: 'page.not-found' },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/swamp/i);
  });

  it('is published once, also when two turns meet', async () => {
    const { house, client, published } = await opened();
    for (let call = 0; call < 100; call += 1) await client.call('list_notes');
    await client.close();
    const runtime = house.house.runtimes.get('mcp');
    await Promise.all([runtime?.runTimer('publishCalls'), runtime?.runTimer('publishCalls')]);
    expect(await published()).toHaveLength(100);
  });

  it('counts whoever is anonymous as nobody', async () => {
    const { house, published } = await opened();
    const {
      accountId: _account,
      username: _name,
      ...visitor
    } = authOf({ actor: { kind: 'anonymous' }, via: 'anonymous', scopes: ['read'], role: 'viewer' });
    const client = await modernClient(house.fetchAs(visitor));
    await client.call('list_notes');
    await client.close();
    const [fact] = await published();
    expect(fact?.data).not.toHaveProperty('accountId');
  });
});
