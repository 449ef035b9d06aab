import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

describe('what an MCP client finds without credentials', () => {
  it('is a challenge that names the metadata of the endpoint, and they name the endpoint', async () => {
    const refused = await house.asStranger().send('POST', '/ada/notes/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'ping' } });
    expect(refused.status).toBe(401);
    const [, address = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers['www-authenticate'] ?? '') ?? [];
    const metadata = (await house.asStranger().get(new URL(address).pathname)).json<Record<string, unknown>>();
    expect(metadata).toMatchObject({
      resource: `${new URL(address).origin}/ada/notes/mcp`,
      scopes_supported: ['read', 'write'],
      bearer_methods_supported: ['header'],
    });
    // Nobody issues tokens to clients yet, and nothing says so.
    expect(metadata).not.toHaveProperty('authorization_servers');
  });

  it('is how the deployment describes itself to registries', async () => {
    const entry = await house.asStranger().get('/api/v1/mcp/server.json');
    expect(entry.json()).toMatchObject({ websiteUrl: house.ready.url, remotes: [{ url: `${house.ready.url}/{owner}/{wiki}/mcp` }] });
  });

  it('is the same at every path that clients try, and for wikis that are not there', async () => {
    const stranger = house.asStranger();
    const inserted = await stranger.get('/.well-known/oauth-protected-resource/ada/notes/mcp');
    const below = await stranger.get('/ada/notes/mcp/.well-known/oauth-protected-resource');
    expect(below.text).toBe(inserted.text);
    const { resource } = inserted.json<{ resource: string }>();
    expect((await stranger.get('/.well-known/oauth-protected-resource')).json()).toMatchObject({ resource: new URL(resource).origin });
    const nowhere = await stranger.get('/.well-known/oauth-protected-resource/nobody/nothing/mcp');
    expect([nowhere.status, nowhere.text]).toEqual([200, inserted.text.replaceAll('ada/notes', 'nobody/nothing')]);
  });
});
