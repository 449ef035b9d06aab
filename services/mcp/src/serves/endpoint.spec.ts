import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { formatToken } from '@wikibot/contracts/define/token';
import type { AnyClient, McpHouse } from '../fixtures/house.ts';
import { ADA, authOf, ENDPOINT, factsOf, modernClient, NOTES, openHouse } from '../fixtures/house.ts';

const clients: AnyClient[] = [];
const kept = async (client: Promise<AnyClient>): Promise<AnyClient> => {
  clients.push(await client);
  return client;
};
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const post = (house: McpHouse, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  house.fetchAs()(ENDPOINT, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers },
  });
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };

describe('the endpoint', () => {
  it('answers everything but POST with 405', async () => {
    const house = await openHouse();
    for (const method of ['GET', 'DELETE']) {
      const response = await house.fetchAs()(ENDPOINT, { method });
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST']);
    }
  });

  it('serves our own pages and programs, and no page of another site', async () => {
    const house = await openHouse();
    expect((await post(house, LIST)).status).toBe(200);
    expect((await post(house, LIST, { Origin: 'http://localhost:8080' })).status).toBe(200);
    for (const Origin of ['https://evil.example', 'null', 'http://localhost:9999'])
      expect((await post(house, LIST, { Origin })).status).toBe(403);
  });

  it('challenges whoever brings no credentials to a private wiki', async () => {
    const house = await openHouse();
    const { role: _role, ...stranger } = authOf({ actor: { kind: 'anonymous' }, via: 'anonymous', scopes: [], reason: 'no-credentials' });
    const { accountId: _account, ...nobody } = stranger;
    const response = await house.fetchAs(nobody)(ENDPOINT, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([
      401,
      'Bearer realm="wikibot", scope="read write", resource_metadata="http://localhost:8080/.well-known/oauth-protected-resource/ada/notes/mcp"',
    ]);
  });

  it('refuses bodies above four mebibytes and what is no JSON', async () => {
    const house = await openHouse();
    expect((await post(house, 'x'.repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post(house, '{')).status).toBe(400);
    expect((await post(house, LIST, { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('opens no subscription where an answer cannot stay open', async () => {
    const house = await openHouse({ deployment: { world: 'aws' } });
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const listen = {
      jsonrpc: '2.0',
      id: 1,
      method: 'subscriptions/listen',
      params: { notifications: { toolsListChanged: true }, _meta: meta },
    };
    const response = await post(house, listen, { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'subscriptions/listen' });
    expect(await response.json()).toMatchObject({ error: { message: 'Subscription limit reached' } });
  });

  it('asks for more scopes where there is somebody who gives them, and tells the model where there is none', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write_note', arguments: { path: 'Pond', content: 'x' } } };
    const reading = async (deployment: object, over: Parameters<typeof authOf>[0]): Promise<Response> => {
      const house = await openHouse({ deployment });
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
      return house.fetchAs(authOf(over))(ENDPOINT, { method: 'POST', body: JSON.stringify(call), headers });
    };
    const server = { authorizationServer: 'https://auth.example' };
    const stepUp = await reading(server, { scopes: ['read'] });
    expect([stepUp.status, stepUp.headers.get('WWW-Authenticate')]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope", scope="read write"'),
    ]);
    expect((await reading({}, { scopes: ['read'] })).status).toBe(200);
    expect((await reading(server, { role: 'viewer' })).status).toBe(200);
  });

  it('tells an agent what the owner lets agents change, and hides the writing tools where that is nothing', async () => {
    const house = await openHouse();
    const [founded] = await factsOf(house);
    const policySet = async (sequence: number, policy: object): Promise<AnyClient> => {
      const fact = { ...founded, id: randomUUID(), name: 'wiki.AgentPolicySet', sequence, data: { wikiId: NOTES, policy } };
      await house.house.runtimes.get('mcp')?.deliver('mcp.notes', fact as never); // as the wiki service publishes it
      return kept(modernClient(house.fetchAs()));
    };
    const some = await policySet(2, { default: 'read-only', rules: [{ prefix: 'Drafts', access: 'direct' }] });
    expect(some.instructions).toContain('Agents may not change anything here. They change pages directly at or below: Drafts.');
    expect((await some.listTools()).map(({ name }) => name)).toContain('write_note');
    const nothing = await policySet(3, { default: 'read-only', rules: [] });
    expect(nothing.instructions).toContain('You may read this wiki, not change it.');
    expect((await nothing.listTools()).map(({ name }) => name)).not.toContain('write_note');
  });

  it('carries the trace of the client into the change', async () => {
    const house = await openHouse();
    const client = await kept(modernClient(house.fetchAs()));
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    await client.call('write_note', { path: 'Pond', content: 'Cold.' }, { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    expect((await factsOf(house)).at(-1)?.correlationId).toBe(trace);
  });

  it('says that a tool is unknown', async () => {
    const client = await kept(modernClient((await openHouse()).fetchAs()));
    await expect(client.call('drop_wiki')).rejects.toThrow('Unknown tool: drop_wiki');
  });

  it('records who acted for whom, with which model and in which session', async () => {
    const house = await openHouse();
    const person = house.fetchAs(authOf({ actor: { kind: 'person', accountId: ADA }, via: 'session' }));
    const client = await kept(modernClient(person, 'Claude\nDesktop <script>'));
    await client.call('write_note', { path: 'Pond', content: 'Cold.' }, { 'wikibot/model': 'opus', 'wikibot/session': 's-1' });
    expect((await factsOf(house)).at(-1)?.actor).toEqual({
      kind: 'agent',
      accountId: ADA,
      client: 'ClaudeDesktop script',
      model: 'opus',
      session: 's-1',
    });
  });

  it('waits for what the token in a call names, and says so when that does not come', async () => {
    const house = await openHouse({ deployment: { patience: 20 } });
    const client = await kept(modernClient(house.fetchAs()));
    const written = await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    const current = await client.call('read_note', { path: 'Pond' }, { 'wikibot/token': written.meta['wikibot/token'] });
    expect(current.meta['wikibot/behind']).toBeUndefined();
    const early = await client.call('read_note', { path: 'Pond' }, { 'wikibot/token': formatToken({ [`wiki/${NOTES}`]: 99 }) });
    expect(early).toMatchObject({ isError: false, meta: { 'wikibot/behind': true } });
    expect(early.text).toMatch(/^Note: reading here lags behind/);
  });

  it('says when the service that writes does not answer in time', async () => {
    const house = await openHouse();
    house.wiki.behave('too-late');
    const client = await kept(modernClient(house.fetchAs()));
    const late = await client.call('write_note', { path: 'Pond', content: 'Cold.' });
    expect(late).toMatchObject({ isError: true, structured: { code: 'request.too-late' } });
    expect(late.text).toMatch(/^The wiki cannot answer right now: .*idempotency key/);
  });

  it('hides a fault behind an id', async () => {
    const house = await openHouse();
    const runtime = house.house.runtimes.get('mcp');
    await house.importAll([{ path: 'Pond', text: 'Cold.' }]);
    const table = house.house.tables.get('mcp');
    await table?.write([{ put: { pk: `view#notes#3#text#${NOTES}`, sk: 'pond', revision: 'f'.repeat(40), payload: '0'.repeat(64) } }]);
    expect(runtime).toBeDefined();
    const client = await kept(modernClient(house.fetchAs()));
    const failed = await client.call('read_note', { path: 'Pond' });
    expect(failed).toMatchObject({ isError: true, structured: { code: 'call.failed' } });
    expect(failed.text).not.toContain('payload');
  });
});
