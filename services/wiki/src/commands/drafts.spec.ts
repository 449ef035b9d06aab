import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import { DRAFT_DAYS, discardDraft, keepDraft, listDrafts, MAX_DRAFTS, readDraft } from '@wikibot/contracts/requests/drafts';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { ada, bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

const keep = (wikiId: WikiId, data: { path: string; content: string; base?: string; draftRevision?: string; message?: string }, by = ada) =>
  house().ask(keepDraft, data, house().person(wikiId, by));
const kept = async (wikiId: WikiId, [path, content]: readonly [string, string], by = ada) =>
  house().told(keepDraft, { path, content }, house().person(wikiId, by));
const read = (wikiId: WikiId, path: string, by = ada) => house().ask(readDraft, { path }, house().person(wikiId, by));
const listed = async (wikiId: WikiId, by = ada) =>
  (await house().told(listDrafts, {}, house().person(wikiId, by))).drafts.map(({ path }) => path);
/** Every row that the table has of a wiki's drafts. */
const rows = async (wikiId: WikiId) => (await house().ports.table.query({ pk: `drafts#${wikiId}`, limit: 1000 })).rows;

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
  await house().runtime.deliver('wiki.forgetDraftsWhenRoleWithdrawn', envelope);
};

describe('a draft', () => {
  it('is kept and read as it was sent, and changes nothing in the wiki', async () => {
    const wikiId = await house().found();
    const before = (await house().facts(wikiId)).length;
    const content = '# Größe \u{1f30d}\r\n\r\ntext\u0001';
    const { draftRevision, outcome } = await house().told(keepDraft, { path: 'New page', content, message: 'why' }, house().person(wikiId));
    expect(outcome).toBe('created');
    expect(await read(wikiId, 'new_page')).toMatchObject({
      ok: true,
      answer: { path: 'New_page', name: 'New page', content, message: 'why', draftRevision, ground: 'new', currentRevision: null },
    });
    expect(await house().facts(wikiId)).toHaveLength(before);
  });

  it('says whether the page is still what it was begun on', async () => {
    const wikiId = await house().found();
    const by = house().person(wikiId);
    const { revision } = await house().told(savePage, { path: 'Rome', content: 'one\n' }, by);
    await keep(wikiId, { path: 'Rome', content: 'mine\n', base: revision });
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { base: revision, ground: 'current', currentRevision: revision } });
    const second = await house().told(savePage, { path: 'Rome', content: 'two\n', base: revision }, house().person(wikiId));
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { ground: 'changed', currentRevision: second.revision } });
    await house().told(savePage, { path: 'Rome', content: 'one\n', base: second.revision }, house().person(wikiId));
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { ground: 'current' } });
    await house().told(deletePage, { path: 'Rome' }, house().person(wikiId));
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { content: 'mine\n', ground: 'gone', currentRevision: null } });
  });

  it('is not overwritten by a window that has not seen it: both texts come back', async () => {
    const wikiId = await house().found();
    const first = await kept(wikiId, ['Rome', 'one']);
    const second = await house().told(
      keepDraft,
      { path: 'Rome', content: 'two', draftRevision: first.draftRevision },
      house().person(wikiId),
    );
    expect(await keep(wikiId, { path: 'Rome', content: 'three', draftRevision: first.draftRevision })).toMatchObject({
      ok: false,
      refusal: { code: 'draft.changed', detail: { draft_content: 'two', yours: 'three', draft_revision: second.draftRevision } },
    });
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { content: 'two' } });
  });

  it('is thrown away, but not a later one than the caller knows', async () => {
    const wikiId = await house().found();
    const { draftRevision } = await kept(wikiId, ['Rome', 'one']);
    const later = await house().told(keepDraft, { path: 'Rome', content: 'two', draftRevision }, house().person(wikiId));
    const discard = (known?: string) =>
      house().ask(discardDraft, { path: 'Rome', ...(known === undefined ? {} : { draftRevision: known }) }, house().person(wikiId));
    expect(await discard(draftRevision)).toMatchObject({
      refusal: { code: 'draft.newer', detail: { draft_revision: later.draftRevision } },
    });
    expect(await discard(later.draftRevision)).toMatchObject({ ok: true, answer: { path: 'Rome' } });
    expect(await discard()).toMatchObject({ refusal: { code: 'draft.not-found' } });
    expect(await keep(wikiId, { path: 'Rome', content: 'three', draftRevision: later.draftRevision })).toMatchObject({
      refusal: { code: 'draft.gone' },
    });
    expect((await rows(wikiId)).filter(({ sk }) => sk.includes('#text#'))).toEqual([]);
  });

  it('holds a page of the largest size, and no more', async () => {
    const wikiId = await house().found();
    const content = randomBytes(512 * 1024).toString('hex');
    await kept(wikiId, ['Large', content]);
    expect(await read(wikiId, 'Large')).toMatchObject({ ok: true, answer: { content } });
    expect(await keep(wikiId, { path: 'Larger', content: `${content}x` })).toMatchObject({ refusal: { code: 'page.too-large' } });
    expect(await keep(wikiId, { path: 'Odd', content: 'a\ud800' })).toMatchObject({ refusal: { code: 'page.not-text' } });
    expect(await keep(wikiId, { path: '../x', content: 'text' })).toMatchObject({ refusal: { code: 'page.path-refused' } });
  });

  it('expires a month after it was last written, and makes room', async () => {
    const wikiId = await house().found();
    await kept(wikiId, ['Old', 'old']);
    house().clock.forward((DRAFT_DAYS - 1) * 86_400_000);
    await kept(wikiId, ['Young', 'young']);
    expect(await listed(wikiId)).toEqual(['Young', 'Old']);
    house().clock.forward(2 * 86_400_000);
    expect(await listed(wikiId)).toEqual(['Young']);
    expect(await read(wikiId, 'Old')).toMatchObject({ refusal: { code: 'draft.not-found' } });
    await kept(wikiId, ['Old', 'anew']);
    house().clock.forward(DRAFT_DAYS * 86_400_000);
    expect(await rows(wikiId)).toEqual([]);
  });
});

describe('the drafts of a wiki', () => {
  it('are each seen by their own account alone', async () => {
    const wikiId = await house().found();
    await kept(wikiId, ['Rome', 'of Ada']);
    await kept(wikiId, ['Rome', 'of Bob'], bob);
    await kept(wikiId, ['Paris', 'of Bob'], bob);
    expect(await listed(wikiId)).toEqual(['Rome']);
    expect(await listed(wikiId, bob)).toEqual(['Paris', 'Rome']);
    expect(await read(wikiId, 'Rome')).toMatchObject({ answer: { content: 'of Ada' } });
    expect(await read(wikiId, 'Paris')).toMatchObject({ refusal: { code: 'draft.not-found' } });
    expect(await listed(await house().found())).toEqual([]);
  });

  it('have room for a hundred, exactly, however many come at once', async () => {
    const wikiId = await house().found();
    const writes = await Promise.all(
      Array.from({ length: MAX_DRAFTS + 5 }, (_, number) => keep(wikiId, { path: `Page ${number}`, content: 'x' })),
    );
    expect(writes.filter(({ ok }) => ok)).toHaveLength(MAX_DRAFTS);
    expect(writes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]))).toEqual(Array(5).fill('draft.too-many'));
    expect(await listed(wikiId)).toHaveLength(MAX_DRAFTS);
  });

  it('vanish when their account loses its role, those of others stay', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 12; number += 1) await kept(wikiId, [`Page ${number}`, 'of Bob'], bob);
    await kept(wikiId, ['Rome', 'of Ada']);
    await withdrawn(wikiId, bob, house().clock.now());
    expect(await listed(wikiId, bob)).toEqual([]);
    expect((await rows(wikiId)).filter(({ sk }) => sk.includes('#text#'))).toHaveLength(1);
    expect(await listed(wikiId)).toEqual(['Rome']);
  });

  it('that were written with a role given anew survive when word of the old one comes late', async () => {
    const wikiId = await house().found();
    const left = house().clock.now();
    house().clock.forward(1000);
    await kept(wikiId, ['Rome', 'of Bob, who is back'], bob);
    await withdrawn(wikiId, bob, left);
    expect(await listed(wikiId, bob)).toEqual(['Rome']);
  });

  it('are nobody’s for whoever has no account', async () => {
    const wikiId = await house().found();
    const nobody = house().person(wikiId, ada, { actor: { kind: 'anonymous' } });
    expect(await house().ask(listDrafts, {}, nobody)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
    expect(await house().ask(keepDraft, { path: 'A', content: 'x' }, nobody)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
  });
});
