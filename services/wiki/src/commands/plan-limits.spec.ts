import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope, Outcome } from '@wikibot/contracts/define/envelope';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Limits } from '@wikibot/contracts/facts/billing';
import { deleteAttachment, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { movePage } from '@wikibot/contracts/requests/moves';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { listWikis } from '@wikibot/contracts/requests/wikis';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { ada, bob, UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const STARTERS = 3;
const author = (number: number) => AccountId.parse(`acc_${number.toString(16).padStart(32, '0')}`);

const foundWith = async (limits: Partial<Limits>): Promise<WikiId> => {
  await house().grant(ada);
  const wikiId = await house().found();
  await house().grant(ada, { ...UNLIMITED, ...limits });
  return wikiId;
};
const save = (wikiId: WikiId, path: string, by = ada) => house().ask(savePage, { path, content: `of ${by}\n` }, house().person(wikiId, by));
const codes = (outcomes: readonly Outcome[]) => outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]));
const usage = async (wikiId: WikiId) =>
  (await house().told(listWikis, {}, house().person(wikiId))).wikis.find(({ id }) => id === wikiId)?.usage;

const withdrawn = async (wikiId: WikiId, accountId: AccountId, time: number): Promise<void> => {
  const envelope: FactEnvelope = {
    ...testContext(),
    id: house().ids.uuid(),
    kind: 'fact',
    name: 'auth.RoleWithdrawn',
    version: 1,
    time: new Date(time).toISOString(),
    stream: `access/${wikiId}`,
    sequence: 1,
    data: { wikiId, accountId },
  };
  await house().runtime.deliver('wiki.freePlaceWhenRoleWithdrawn', envelope);
};

describe('the pages of a plan', () => {
  it('are exactly as many, however many writers want the last place', async () => {
    const wikiId = await foundWith({ pagesPerWiki: STARTERS + 1 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, number) => save(wikiId, `Page ${number}`)));
    expect(codes(outcomes)).toEqual(Array(19).fill('wiki.pages-limit'));
    expect(await usage(wikiId)).toMatchObject({ pages: { used: STARTERS + 1, limit: STARTERS + 1 } });
  });

  it('are told of before they are used up', async () => {
    const wikiId = await foundWith({ pagesPerWiki: 10 });
    const outcomes = [];
    for (let number = STARTERS; number < 8; number += 1) outcomes.push(await save(wikiId, `Page ${number}`));
    expect(outcomes.map((outcome) => outcome.ok && outcome.answer.nearLimits)).toEqual([
      ...Array(4).fill(undefined),
      [{ of: 'pages', used: 8, limit: 10 }],
    ]);
  });

  it('may be too many, after a larger plan: they are still changed, moved and deleted', async () => {
    const wikiId = await foundWith({});
    await save(wikiId, 'One');
    const { revision } = await house().told(savePage, { path: 'Two', content: 'two\n' }, house().person(wikiId));
    await house().grant(ada, { ...UNLIMITED, pagesPerWiki: 2 });
    const by = () => house().person(wikiId);
    expect(codes([await save(wikiId, 'Three')])).toEqual(['wiki.pages-limit']);
    await house().told(savePage, { path: 'Two', content: 'changed\n', base: revision }, by());
    await house().told(movePage, { path: 'Two', newPath: 'Too' }, by());
    await house().told(deletePage, { path: 'Too' }, by());
    expect(await usage(wikiId)).toMatchObject({ pages: { used: STARTERS + 1, limit: 2 } });
  });
});

describe('the authors of a plan', () => {
  it('are exactly as many, however many come at once; whoever is one stays one', async () => {
    const wikiId = await foundWith({ authorsPerWiki: 3 });
    await save(wikiId, 'Of the owner');
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, number) => save(wikiId, `Page ${number}`, author(number))));
    expect(codes(outcomes)).toEqual(Array(18).fill('wiki.authors-limit'));
    const place = outcomes.findIndex(({ ok }) => ok);
    expect(codes([await save(wikiId, 'Another', author(place))])).toEqual([]);
    expect(await usage(wikiId)).toMatchObject({ authors: { used: 3, limit: 3 } });
  });

  it('always have room for the owner, even one who comes last', async () => {
    const wikiId = await foundWith({ authorsPerWiki: 2 });
    expect(codes([await save(wikiId, 'A', bob), await save(wikiId, 'B', author(1)), await save(wikiId, 'C')])).toEqual([
      'wiki.authors-limit',
    ]);
    expect(await usage(wikiId)).toMatchObject({ authors: { used: 2, limit: 2 } });
  });

  it('of a plan for one are the owner and the agents of the owner; trials are told so too', async () => {
    const wikiId = await foundWith({ authorsPerWiki: 1 });
    const agent = house().person(wikiId, ada, { actor: { kind: 'agent', accountId: ada, client: 'claude-code' } });
    await house().told(savePage, { path: 'Of an agent', content: 'x' }, agent);
    const dry = await house().ask(savePage, { path: 'Tried', content: 'x', dryRun: true }, house().person(wikiId, bob));
    expect(codes([dry, await save(wikiId, 'Of Bob', bob)])).toEqual(['wiki.authors-limit', 'wiki.authors-limit']);
  });

  it('make room when they lose their role, once, and not by word that comes late', async () => {
    const wikiId = await foundWith({ authorsPerWiki: 2 });
    await save(wikiId, 'Of Bob', bob);
    const left = house().clock.now();
    await withdrawn(wikiId, bob, left);
    await withdrawn(wikiId, bob, left);
    expect(await usage(wikiId)).toMatchObject({ authors: { used: 1 } });
    house().clock.forward(1000);
    expect(codes([await save(wikiId, 'Of Bob again', bob)])).toEqual([]);
    await withdrawn(wikiId, bob, left);
    expect(codes([await save(wikiId, 'Of another', author(1))])).toEqual(['wiki.authors-limit']);
  });
});

describe('the storage of a plan', () => {
  const attach = (wikiId: WikiId, bytes: number, file = 'file.bin') =>
    house().ask(saveAttachment, { path: 'Home', file, content: Buffer.alloc(bytes, file).toString('base64') }, house().person(wikiId));

  it('is counted by what stands: replaced and deleted files make room, moved ones take none', async () => {
    const wikiId = await foundWith({});
    const start = (await usage(wikiId))?.storage.used ?? 0;
    expect(start).toBeGreaterThan(0);
    await attach(wikiId, 5000);
    await attach(wikiId, 2000, 'other.bin');
    await attach(wikiId, 3000);
    expect(await usage(wikiId)).toMatchObject({ storage: { used: start + 5000 } });
    await house().told(savePage, { path: 'Place', content: 'x'.repeat(100) }, house().person(wikiId));
    await house().told(saveAttachment, { path: 'Place', file: 'a.bin', content: 'AAAA' }, house().person(wikiId));
    await house().told(movePage, { path: 'Place', newPath: 'Elsewhere' }, house().person(wikiId));
    expect(await usage(wikiId)).toMatchObject({ storage: { used: start + 5103 } });
    await house().told(deletePage, { path: 'Elsewhere', recursive: true }, house().person(wikiId));
    await house().told(deleteAttachment, { path: 'Home', file: 'file.bin' }, house().person(wikiId));
    expect(await usage(wikiId)).toMatchObject({ storage: { used: start + 2000 } });
  });

  it('is refused past its end, and told of before', async () => {
    const wikiId = await foundWith({ storagePerWiki: 100_000 });
    const near = await attach(wikiId, 85_000);
    expect(near).toMatchObject({ ok: true, answer: { nearLimits: [{ of: 'storage', limit: 100_000 }] } });
    expect(codes([await attach(wikiId, 30_000, 'more.bin')])).toEqual(['wiki.storage-limit']);
    expect(codes([await attach(wikiId, 80_000)])).toEqual([]);
  });
});
