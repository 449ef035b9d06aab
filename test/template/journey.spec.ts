import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipped } from '../house/archive.ts';
import { client } from '../house/client.ts';
import { eras } from '../house/mcp-client.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { PageRead } from '../house/wiki.ts';
import { openTemplateHouse } from './house.ts';
import type { TemplateHouse } from './house.ts';

const POND = '# Pond\n\nThe water is cold.\n\nFrogs sing at night.\n';

describe.each([
  ['once and in order', {}],
  ['twice and shuffled', { disorder: { copies: 2, spreadMs: 20, random: seededRandom(11) } }],
] as const)('the main job on the synthesised templates, with every event delivered %s', (_, options) => {
  let house: TemplateHouse;
  beforeAll(async () => {
    house = await openTemplateHouse(options);
  }, 120_000);
  afterAll(() => house?.close());

  it('creates a wiki through the state machine, step by step', async () => {
    const person = await house.openPerson('linus');
    const { wiki, seen } = await createWikiAt(house.asBearer(person.token), { name: 'Garden', slug: 'garden' });
    expect(seen.at(-1)).toMatchObject({ status: 'active', href: '/linus/garden/' });
    expect(await wiki.paths()).toEqual(expect.arrayContaining(['Home', 'Meta/Page_Template']));
    expect(house.deployed.machines.executions().map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('shows a saved page to its writer at once, as text and as a person sees it', async () => {
    const saved = await house.notes.write('Animals/Pond', POND);
    expect((await house.notes.read('Animals/Pond')).json<PageRead>()).toMatchObject({ content: POND, revision: saved.revision });
    const page = await house.notes.view('Animals/Pond');
    expect([page.status, page.text.includes('Frogs sing at night.')]).toEqual([200, true]);
  });

  it('lets the screen of attachments send to the bucket, and every other screen to nobody', async () => {
    const [files, page] = [await house.notes.view('-/attachments'), await house.notes.view('Animals/Pond')];
    const policyOf = ({ headers }: typeof page): string => String(headers['content-security-policy']);
    expect(policyOf(files)).toMatch(/connect-src 'self' https:\/\/[a-z0-9.-]+\.s3\.eu-central-1\.amazonaws\.com;/);
    expect(policyOf(page)).toContain("connect-src 'self';");
  });

  it('finds what was written', async () => {
    await house.notes.write('Plants/Sundew', '# Sundew\n\nA carnivorous xylophagous plant.\n');
    const found = insist(await house.notes.search('xylophagous'), 200).json<{ results: { path: string }[] }>();
    expect(found.results.map(({ path }) => path)).toEqual(['Plants/Sundew']);
  });

  it.each(eras)('lets an agent write over MCP, by asking the wiki over the bus: %s', async (era, connect) => {
    const agent = await connect(house.ready.mcpUrl, house.ready.token);
    const path = `Agents/${era.replaceAll(' ', '_')}`;
    const written = await agent.call('write_note', { path, content: '# Note\n\nBy an agent.\n' });
    expect(written.structured).toMatchObject({ outcome: 'created', path });
    expect((await agent.call('read_note', { path })).text).toContain('By an agent.');
    expect((await house.notes.read(path)).json<{ last_commit: object }>().last_commit).toMatchObject({ actor: { kind: 'agent' } });
    await agent.close();
  });

  it('hands an export over by way of the bucket, to whoever follows with nothing but the address', async () => {
    const sent = insist(await house.owner.get(`${house.notes.api}/export?format=zip`), 303);
    const file = await fetch(String(sent.headers.location));
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="notes.zip"']);
    const inside = await unzipped(Buffer.from(await file.arrayBuffer()));
    expect(inside.get('content/Plants/Sundew.md')?.toString()).toContain('xylophagous');
  });

  it('keeps strangers out, and serves nobody under another tenant', async () => {
    const stranger = await house.openPerson('mallory');
    expect((await house.asStranger().get('/ada/notes/api/v1/pages')).status).toBe(401);
    expect((await house.asBearer(stranger.token).get('/ada/notes/api/v1/pages')).status).toBe(404);
    expect((await client(house.ready.url, { bearer: 'wb_nonsense' }).get('/ada/notes/api/v1/pages')).status).toBe(401);
  });

  it('hears the echo of every service', async () => {
    await house.deployed.tick();
  });

  it('has met no refusal of a role, no fault and no dead letter', () => {
    expect([house.deployed.refused, house.deployed.faults, house.deadLetters()]).toEqual([[], [], []]);
  });
});
