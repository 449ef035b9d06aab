import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Doorway } from '@wikibot/platform/kernel/http/routes';
import type { Answer, Client } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { acceptableBodies, doorways, filledIn, namesWiki } from '../house/routes.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

interface Tenant {
  readonly username: string;
  readonly wiki: WikiAt;
  readonly wikiId: string;
  readonly canary: string;
  readonly tokens: Readonly<Record<Intrusion, string>>;
}

/** What a stranger to a wiki may come with. */
const intrusions = ['the token of another account', 'a token for another wiki', 'a revoked token', 'nothing', 'nonsense'] as const;
type Intrusion = (typeof intrusions)[number];

const CANARY_PAGE = 'Canary';

/** Doors that everybody passes by declaration: signing in and out, assets, keys, and the methods that MCP does not have. */
const isOpen = ({ door }: Doorway): boolean => door.kind === 'page' && door.unit.access === 'anyone';
const closed = doorways.filter((doorway) => !isOpen(doorway));

/** What would do harm if it were let through. */
const bodies: typeof acceptableBodies = {
  ...acceptableBodies,
  'PATCH /{owner}/{wiki}/api/v1/pages/{page+}': { old_string: 'canary', new_string: 'overwritten by a stranger' },
  'PATCH /{owner}/{wiki}/api/v1/section/{page+}': { section: 'Canary', operation: 'replace', content: 'overwritten by a stranger' },
  'POST /{owner}/{wiki}/mcp': {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'read_note', arguments: { path: CANARY_PAGE } },
  },
};

/** What some doors want to be asked. */
const QUERIES = [
  ['/search', '?q=sings&query=sings'],
  ['/section/', '?section=Canary'],
] as const;

const MCP = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' };

const addressOf = (doorway: Doorway, { username, wiki, wikiId }: Tenant): string =>
  filledIn(doorway.path, {
    owner: username,
    wiki: wiki.name.split('/')[1] ?? '',
    page: CANARY_PAGE,
    file: 'picture.png',
    wikiId,
    tokenId: `tok_${'0'.repeat(32)}`,
  });

interface Knock {
  readonly caller: Client;
  readonly doorway: Doorway;
  readonly tenant: Tenant;
  readonly accept: string;
}

const knock = ({ caller, doorway, tenant, accept }: Knock): Promise<Answer> => {
  const query = QUERIES.find(([part]) => doorway.path.includes(part))?.[1] ?? '';
  const headers = doorway.path.endsWith('/mcp') ? MCP : { accept };
  const body = bodies[doorway.key];
  return caller.send(doorway.method, addressOf(doorway, tenant) + query, { headers, ...(body ? { body } : {}) });
};

const issue = async (client: Client, body: object): Promise<{ id: string; secret: string }> =>
  insist(await client.send('POST', '/api/v1/tokens', { body }), 201).json();

let house: House;
const tenants: Tenant[] = [];

const settle = async (username: string, client: Client, token: string): Promise<Tenant> => {
  const canary = `canary${username}zq`;
  const { wiki, id } = await createWikiAt(client, { name: `Secrets of ${canary}`, slug: 'secrets' });
  await wiki.write(CANARY_PAGE, `# ${canary}\n\n## Canary\n\nThe canary ${canary} sings.\n`);
  await createWikiAt(client, { name: 'Other', slug: 'other' });
  const bound = await issue(client, { name: 'bound', wiki: `${username}/other` });
  const revoked = await issue(client, { name: 'revoked' });
  insist(await client.send('DELETE', `/api/v1/tokens/${revoked.id}`), 204);
  const tokens = {
    'the token of another account': token,
    'a token for another wiki': bound.secret,
    'a revoked token': revoked.secret,
    nothing: '',
    nonsense: 'wb_nonsense',
  };
  return { username, wiki, wikiId: id, canary, tokens };
};

beforeAll(async () => {
  house = await openHouse();
  const bob = await house.openPerson('bob');
  tenants.push(await settle('ada', house.owner, house.ready.token));
  tenants.push(await settle('bob', house.asBearer(bob.token), bob.token));
});
afterAll(() => house?.close());

const directions = [
  ['ada', 'bob'],
  ['bob', 'ada'],
] as const;
const tenantNamed = (name: string): Tenant => {
  const found = tenants.find((tenant) => tenant.username === name);
  if (!found) throw new Error(`no tenant ${name}`);
  return found;
};

describe.each(directions)('%s, whose wiki %s wants to see,', (victimName, intruderName) => {
  describe.each(intrusions)('keeps it from whoever comes with %s', (intrusion) => {
    const caller = (): Client =>
      intrusion === 'nothing' ? house.asStranger() : house.asBearer(tenantNamed(intruderName).tokens[intrusion]);

    it.each(closed.filter(namesWiki).map((doorway) => [doorway.key, doorway] as const))('at %s', async (_key, doorway) => {
      const victim = tenantNamed(victimName);
      for (const accept of ['application/json', 'text/html']) {
        const answer = await knock({ caller: caller(), doorway, tenant: victim, accept });
        expect([401, 403, 404, 303]).toContain(answer.status);
        expect(answer.text).not.toContain(victim.canary);
        expect(JSON.stringify(answer.headers)).not.toContain(victim.canary);
      }
    });

    it.each(closed.filter((doorway) => !namesWiki(doorway)).map((doorway) => [doorway.key, doorway] as const))(
      'at %s',
      async (_key, doorway) => {
        const victim = tenantNamed(victimName);
        const answer = await knock({ caller: caller(), doorway, tenant: victim, accept: 'application/json' });
        expect(answer.text).not.toContain(victim.canary);
        expect(answer.text).not.toContain(victim.wikiId);
      },
    );
  });

  it('still finds everything as it was', async () => {
    const { wiki, canary } = tenantNamed(victimName);
    expect(await wiki.paths()).toEqual(['Canary', 'Home', 'Meta/Page_Template', 'Meta/Wiki_Usage_Guide']);
    expect((await wiki.read(CANARY_PAGE)).text).toContain(`The canary ${canary} sings.`);
  });
});

describe('a private wiki', () => {
  it('looks to another account like one that does not exist', async () => {
    const bob = house.asBearer(tenantNamed('bob').tokens['the token of another account']);
    const hidden = await wikiAt(bob, 'ada/secrets').list();
    const absent = await wikiAt(bob, 'ada/nowhere').list();
    expect([hidden.status, hidden.text]).toEqual([absent.status, absent.text]);
  });

  it('cannot be reached with a claim about oneself', async () => {
    const forged = { 'x-wikibot-context': JSON.stringify({ actor: { kind: 'system', name: 'x' }, role: 'owner' }) };
    expect((await house.asStranger().get('/ada/secrets/api/v1/pages', forged)).status).toBe(401);
  });

  it('cannot be reached by a consistency token that names its stream', async () => {
    const bob = house.asBearer(tenantNamed('bob').tokens['the token of another account']);
    const answer = await bob.get('/bob/secrets/api/v1/pages', { 'wikibot-token': `wiki/${tenantNamed('ada').wikiId}=1` });
    expect(answer.text).not.toContain(tenantNamed('ada').canary);
  });
});
