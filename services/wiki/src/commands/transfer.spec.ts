import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { TransferId, WikiId } from '@wikibot/contracts/define/ids';
import type { Limits } from '@wikibot/contracts/facts/billing';
import { savePage } from '@wikibot/contracts/requests/pages';
import * as life from '@wikibot/contracts/requests/life';
import { describeCreation, listWikis } from '@wikibot/contracts/requests/wikis';
import * as transfers from '@wikibot/contracts/requests/transfers';
import type { Slug } from '@wikibot/contracts/http/names';
import { UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const DAY = 24 * 60 * 60 * 1000;
const codeOf = (outcome: Outcome): string => (outcome.ok ? 'ok' : outcome.refusal.code);
let people = 0;
const newPerson = async (limits: Limits = UNLIMITED): Promise<AccountId> => {
  const person = AccountId.parse(`acc_${String((people += 1)).padStart(32, 'e')}`);
  await house().grant(person, limits);
  return person;
};

let [giver, receiver, third] = ['', '', ''] as unknown as [AccountId, AccountId, AccountId];
let wikiId: WikiId;
beforeEach(async () => {
  [giver, receiver, third] = [await newPerson(), await newPerson(), await newPerson()];
  wikiId = await house().found({ ownerId: giver, slug: 'ponds' as Slug });
});

const by = (accountId: AccountId) => house().person(wikiId, accountId);
const offer = (over: { to?: AccountId; staysAs?: 'editor' | 'none'; reason?: string } = {}) =>
  house().told(transfers.offerTransfer, { wikiId, to: receiver, ...over }, by(giver));
const accept = (transferId: TransferId, slug?: string, accountId = receiver) =>
  house().ask(transfers.acceptTransfer, { transferId, ...(slug === undefined ? {} : { slug }) }, by(accountId));
const listed = (accountId: AccountId) => house().told(transfers.listTransfers, {}, by(accountId));
const facts = async () => (await house().facts(wikiId)).slice(3).map(({ name, data, tenant }) => ({ name, data, tenant }));
const owned = async (accountId: AccountId) => (await house().told(listWikis, {}, by(accountId))).wikis.map(({ slug }) => slug);

describe('an offer', () => {
  it('is shown to the two accounts it is about, each with what it may know, and to nobody else', async () => {
    await house().found({ ownerId: receiver, slug: 'ponds' as Slug });
    const made = await offer({ reason: 'You know more of ponds.', staysAs: 'editor' });
    expect(made).toMatchObject({ wikiId, from: giver, to: receiver, slug: 'ponds', staysAs: 'editor', expired: false });
    expect(Date.parse(made.until) - Date.parse(made.offered)).toBe(14 * DAY);
    expect(made).not.toHaveProperty('obstacle');
    expect(await listed(giver)).toEqual({ given: [made], received: [] });
    expect(await listed(receiver)).toMatchObject({
      given: [],
      received: [{ id: made.id, reason: 'You know more of ponds.', obstacle: { code: 'wiki.slug-taken' } }],
    });
    expect(await listed(third)).toEqual({ given: [], received: [] });
    expect(JSON.stringify(await facts())).not.toContain('more of ponds');
  });

  it('tells the giver of a public wiki that stands where this one is to stand', async () => {
    await house().found({ ownerId: receiver, slug: 'ponds' as Slug, visibility: 'public' });
    expect(await offer()).toMatchObject({ obstacle: { code: 'transfer.address-taken' } });
  });

  it('is made by the owner alone, to somebody else whom there is, one at a time', async () => {
    const ask = (to: string, accountId: AccountId) => house().ask(transfers.offerTransfer, { wikiId, to }, by(accountId));
    const refused = [await ask(third, receiver), await ask('nobody', giver), await ask(giver, giver)];
    expect(refused.map(codeOf)).toEqual(['wiki.not-found', 'account.unknown-name', 'transfer.to-oneself']);
    await offer();
    expect(codeOf(await ask(third, giver))).toBe('transfer.pending');
    house().clock.forward(15 * DAY);
    expect((await listed(receiver)).received).toMatchObject([{ expired: true }]);
    expect(codeOf(await ask(third, giver))).toBe('ok');
    expect((await listed(receiver)).received).toEqual([]);
  });

  it('ends when its owner takes it back or the other turns it down, and nobody else can', async () => {
    const first = await offer();
    const end = (request: typeof transfers.withdrawTransfer | typeof transfers.declineTransfer, id: TransferId, accountId: AccountId) =>
      house().ask(request, { transferId: id }, by(accountId));
    const foreign = [
      await end(transfers.declineTransfer, first.id, giver),
      await end(transfers.withdrawTransfer, first.id, receiver),
      await end(transfers.withdrawTransfer, first.id, third),
      await end(transfers.declineTransfer, first.id, third),
      await accept(first.id, undefined, third),
      await accept(first.id, undefined, giver),
    ];
    expect(new Set(foreign.map(codeOf))).toEqual(new Set(['transfer.unknown']));
    expect(codeOf(await end(transfers.withdrawTransfer, first.id, giver))).toBe('ok');
    const second = await offer();
    expect(codeOf(await end(transfers.declineTransfer, second.id, receiver))).toBe('ok');
    expect(codeOf(await accept(first.id))).toBe('transfer.unknown');
    expect(codeOf(await accept(second.id))).toBe('transfer.unknown');
    expect((await facts()).map(({ name }) => name)).toEqual([
      'wiki.TransferOffered',
      'wiki.TransferWithdrawn',
      'wiki.TransferOffered',
      'wiki.TransferDeclined',
    ]);
    expect(await owned(giver)).toEqual(['ponds']);
  });

  it('ends with the beginning of a deletion, and is not made of a wiki that goes', async () => {
    const { id } = await offer();
    await house().told(life.deleteWiki, { wikiId, confirm: `${giver}/ponds` }, by(giver));
    expect(codeOf(await accept(id))).toBe('transfer.unknown');
    expect(codeOf(await house().ask(transfers.offerTransfer, { wikiId, to: receiver }, by(giver)))).toBe('wiki.deleting');
    await house().told(life.restoreWiki, { wikiId }, by(giver));
    expect(codeOf(await accept(id))).toBe('transfer.unknown');
    expect(await listed(receiver)).toEqual({ given: [], received: [] });
  });
});

describe('a wiki that is taken over', () => {
  it('is the other account’s, at its address, with what it holds, and not the giver’s any more', async () => {
    await house().told(savePage, { path: 'Frog', content: 'Croaks.\n' }, by(giver));
    const { id } = await offer({ staysAs: 'editor' });
    const outcome = await accept(id, 'waters');
    expect(outcome).toMatchObject({ ok: true, answer: { owner: receiver, slug: 'waters', status: 'active' } });
    expect([await owned(giver), await owned(receiver)]).toEqual([[], ['waters']]);
    const last = (await facts()).at(-1);
    const pages = (await house().ports.wikis.get(wikiId))?.pages;
    expect(last).toEqual({
      name: 'wiki.WikiTransferred',
      data: {
        wikiId,
        transferId: id,
        ownerId: receiver,
        slug: 'waters',
        previousOwnerId: giver,
        previous: 'ponds',
        staysAs: 'editor',
        pages,
      },
      tenant: { accountId: receiver, wikiId },
    });
    for (const request of [life.describeWiki, describeCreation]) {
      expect(codeOf(await house().ask(request, { wikiId }, by(giver)))).toBe('wiki.not-found');
      expect(codeOf(await house().ask(request, { wikiId }, by(receiver)))).toBe('ok');
    }
    expect(codeOf(await house().ask(life.deleteWiki, { wikiId, confirm: `${receiver}/waters` }, by(giver)))).toBe('wiki.not-found');
    // The address that was left is free, and so is the place in the plan.
    await house().found({ ownerId: giver, slug: 'ponds' as Slug });
    expect([await listed(giver), await listed(receiver)]).toEqual([
      { given: [], received: [] },
      { given: [], received: [] },
    ]);
  });

  it('is taken over once, whatever happens at the same time, and counts once', async () => {
    const small = await newPerson({ ...UNLIMITED, wikis: 1 });
    const { id } = await offer({ to: small });
    const outcomes = await Promise.all([
      accept(id, 'one', small),
      accept(id, 'two', small),
      house().ask(transfers.withdrawTransfer, { transferId: id }, by(giver)),
      house().ask(life.archiveWiki, { wikiId, archived: true }, by(giver)),
      house().ask(life.changeSettings, { slug: 'renamed' as Slug }, by(giver)),
      house().ask(life.deleteWiki, { wikiId, confirm: `${giver}/ponds` }, by(giver)),
    ]);
    const codes = outcomes.map(codeOf);
    const names = (await facts()).map(({ name }) => name);
    const ends = names.filter((name) => name === 'wiki.WikiTransferred' || name === 'wiki.TransferWithdrawn');
    expect(ends).toHaveLength(1);
    expect(codes.slice(0, 3).filter((code) => code === 'ok').length).toBeLessThanOrEqual(1);
    const state = await house().ports.wikis.get(wikiId);
    const wasTaken = ends[0] === 'wiki.WikiTransferred';
    expect(state?.ownerId).toBe(wasTaken ? small : giver);
    expect(state).not.toHaveProperty('offer');
    const count = async (accountId: AccountId) =>
      (await house().ports.table.get({ pk: `owner#${accountId}`, sk: 'count' }))?.['wikis'] ?? 0;
    expect([await count(giver), await count(small)]).toEqual(wasTaken ? [0, 1] : [1, 0]);
    expect([await owned(giver), await owned(small)]).toEqual(wasTaken ? [[], [state?.slug]] : [[state?.slug], []]);
  });

  it('goes on its way archived as it was, and under the address it has by then', async () => {
    const { id } = await offer();
    await house().told(life.changeSettings, { slug: 'lakes' as Slug }, by(giver));
    await house().told(life.archiveWiki, { wikiId, archived: true }, by(giver));
    expect(await accept(id)).toMatchObject({ ok: true, answer: { slug: 'lakes', status: 'archived' } });
  });

  it('can go back, and on', async () => {
    const first = await offer();
    expect(codeOf(await accept(first.id))).toBe('ok');
    const back = await house().told(transfers.offerTransfer, { wikiId, to: giver }, by(receiver));
    expect(codeOf(await accept(back.id, undefined, giver))).toBe('ok');
    const on = await offer({ to: third });
    expect(codeOf(await accept(on.id, undefined, third))).toBe('ok');
    expect([await owned(giver), await owned(receiver), await owned(third)]).toEqual([[], [], ['ponds']]);
  });

  it('is turned down when its time is over, with the day it was', async () => {
    const { id, until } = await offer();
    house().clock.forward(14 * DAY);
    const outcome = await accept(id);
    expect(codeOf(outcome)).toBe('transfer.expired');
    expect(JSON.stringify(outcome)).toContain(until);
    expect(codeOf(await house().ask(transfers.declineTransfer, { transferId: id }, by(receiver)))).toBe('ok');
  });

  it.each([
    ['wikis', { wikis: 1 }, 'wiki.limit-reached'],
    ['pages', { pagesPerWiki: 1 }, 'transfer.beyond-plan'],
    ['authors', { authorsPerWiki: 1 }, 'transfer.beyond-plan'],
    ['storage', { storagePerWiki: 10 }, 'transfer.beyond-plan'],
  ] as const)('needs room in the plan of whoever takes it: %s', async (_, limits, code) => {
    const small = await newPerson({ ...UNLIMITED, ...limits });
    if ('wikis' in limits) await house().found({ ownerId: small, slug: 'mine' as Slug });
    await house().told(savePage, { path: 'Frog', content: 'Croaks.\n' }, by(giver));
    await house().told(savePage, { path: 'Newt', content: 'Swims.\n' }, by(giver));
    const { id } = await offer({ to: small, staysAs: 'editor' });
    expect((await listed(small)).received).toMatchObject([{ obstacle: { code } }]);
    expect(codeOf(await accept(id, undefined, small))).toBe(code);
    expect(await owned(giver)).toEqual(['ponds']);
    await house().grant(small);
    expect(codeOf(await accept(id, undefined, small))).toBe('ok');
  });

  it('takes another address where its own is taken', async () => {
    await house().found({ ownerId: receiver, slug: 'ponds' as Slug });
    const { id } = await offer();
    expect(codeOf(await accept(id))).toBe('wiki.slug-taken');
    expect(codeOf(await accept(id, 'more-ponds'))).toBe('ok');
    expect((await owned(receiver)).toSorted()).toEqual(['more-ponds', 'ponds']);
  });
});
