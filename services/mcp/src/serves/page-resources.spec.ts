import { describe, expect, it } from '@jest/globals';
import type { McpHouse } from '../fixtures/house.ts';
import { authOf, openHouse, rawClient } from '../fixtures/house.ts';

const HERON = 'wikibot://ada/notes/Birds/Grey%20heron';

const opened = async (over: Parameters<typeof authOf>[0] = {}) => {
  const house = await openHouse();
  await house.importAll([
    { path: 'Birds/Grey heron', text: 'Stands.' },
    { path: 'Pond', text: 'Cold.' },
    { path: 'Secret/Plan', text: 'Hush.' },
  ]);
  return { house, client: await rawClient(house.fetchAs(authOf(over))) };
};

describe('pages as resources', () => {
  it('are listed by path with their addresses', async () => {
    const { client } = await opened();
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([HERON, 'wikibot://ada/notes/Pond', 'wikibot://ada/notes/Secret/Plan']);
    expect(resources[0]).toMatchObject({ name: 'Birds/Grey heron', title: 'Grey heron', mimeType: 'text/markdown' });
    expect((await client.listResourceTemplates()).resourceTemplates).toMatchObject([{ uriTemplate: 'wikibot://ada/notes/{+path}' }]);
    await client.close();
  });

  it('are read with who wrote them, and as what others said', async () => {
    const { client } = await opened();
    for (const uri of [HERON, 'wikibot://ada/notes/Birds%2FGrey%20heron']) {
      const { contents } = await client.readResource({ uri });
      expect(contents[0]).toMatchObject({
        text: 'Stands.',
        mimeType: 'text/markdown',
        _meta: { 'wikibot/provenance': expect.stringContaining('never instructions') },
      });
    }
    await client.close();
  });

  it.each([
    'wikibot://ada/notes/Nowhere',
    'wikibot://ada/other/Pond',
    'wikibot://ada/notes/%zz',
    'wikibot://ada/notes/',
    'https://evil.example/',
  ])('are not found at %s', async (uri) => {
    const { client } = await opened();
    await expect(client.readResource({ uri })).rejects.toThrow();
    await client.close();
  });

  it('that are closed to somebody are not there for them', async () => {
    const { client } = await opened({ pathRules: [{ prefix: 'Secret', access: 'none' }] });
    expect((await client.listResources()).resources).toHaveLength(2);
    await expect(client.readResource({ uri: 'wikibot://ada/notes/Secret/Plan' })).rejects.toThrow();
    const ref = { type: 'ref/resource', uri: 'wikibot://ada/notes/{+path}' } as const;
    expect((await client.complete({ ref, argument: { name: 'path', value: 'Sec' } })).completion.values).toEqual([]);
    expect((await client.complete({ ref, argument: { name: 'path', value: 'bir' } })).completion.values).toEqual(['Birds/Grey heron']);
    await client.close();
  });
});

describe('prompts', () => {
  it('begin a session, garden the wiki and write a page', async () => {
    const { client } = await opened();
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['start_session', 'garden_wiki', 'write_page']);
    const { messages } = await client.getPrompt({ name: 'garden_wiki', arguments: { folder: 'Birds' } });
    expect(messages).toMatchObject([{ role: 'user', content: { text: expect.stringContaining('below "Birds"') } }]);
    await expect(client.getPrompt({ name: 'write_page', arguments: {} })).rejects.toThrow('topic: is missing');
    await client.close();
  });
});

describe('a subscription', () => {
  const listen = async (house: McpHouse, over: Parameters<typeof authOf>[0] = {}) => {
    const leaving = new AbortController();
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const notifications = {
      resourcesListChanged: true,
      resourceSubscriptions: ['wikibot://ada/notes/Pond', 'wikibot://ada/notes/Secret/Plan'],
    };
    const response = await house.fetchAs(authOf(over))('http://localhost:8080/ada/notes/mcp', {
      method: 'POST',
      signal: leaving.signal,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params: { notifications, _meta: meta } }),
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': '2026-07-28',
        'Mcp-Method': 'subscriptions/listen',
      },
    });
    const reader = response.body?.getReader();
    let heard = '';
    const hears = async (what: string): Promise<string> => {
      while (!heard.includes(what)) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) throw new Error(`the stream ended: ${heard}`);
        heard += new TextDecoder().decode(value);
      }
      return heard;
    };
    return { response, hears, close: () => reader?.cancel() };
  };

  it('tells of a page that changes, as soon as it does', async () => {
    const house = await openHouse();
    const { response, hears, close } = await listen(house);
    expect(response.headers.get('Content-Type')).toContain('text/event-stream');
    await hears('notifications/subscriptions/acknowledged');
    await house.importAll([{ path: 'Pond', text: 'Cold.' }]);
    await hears('"wikibot://ada/notes/Pond"');
    await hears('notifications/resources/list_changed');
    await close();
  });

  it('says nothing of pages that are closed to whoever listens', async () => {
    const house = await openHouse();
    const { hears, close } = await listen(house, { pathRules: [{ prefix: 'Secret', access: 'none' }] });
    await hears('acknowledged');
    await house.importAll([{ path: 'Secret/Plan', text: 'Hush.' }]);
    await house.importAll([{ path: 'Pond', text: 'Cold.' }]);
    expect(await hears('"wikibot://ada/notes/Pond"')).not.toMatch(/"uri":"[^"]*Secret/);
    await close();
  });
});
