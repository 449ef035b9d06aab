import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf, InputOf } from '@wikibot/contracts/define/request';
import type { findPages } from '@wikibot/contracts/requests/search';
import fc from 'fast-check';
import { search } from './manifest.ts';
import type { Ports } from './ports.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const wikiId = WikiId.parse(`wik_${'b'.repeat(32)}`);
const root = mkdtempSync(join(tmpdir(), 'search-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Pages = Readonly<Record<string, string | null>>;
const fact = (name: string, sequence: number, data: object): FactEnvelope => ({
  ...testContext({ accountId: ada, wikiId }),
  id: `0190a6d2-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  kind: 'fact',
  name,
  version: 1,
  time: new Date(Date.UTC(2026, 0, sequence)).toISOString(),
  tenant: { accountId: ada, wikiId },
  stream: `wiki/${wikiId}`,
  sequence,
  data: { wikiId, ...data },
});
const moved = (sequence: number, pages: Pages | readonly FileChange[]): FactEnvelope => {
  const id = String(sequence).padStart(40, '0');
  const changes = Array.isArray(pages)
    ? pages
    : Object.entries(pages as Pages).map(([page, text]) => ({
        file: `${page}.md`,
        page,
        blob: text === null ? null : id,
        bytes: 0,
        ...(text === null ? {} : { text }),
      }));
  return fact('wiki.HeadMoved', sequence, { head: id, previous: null, intent: 'save', commits: [{ id, message: 'x' }], changes, pages: 1 });
};
const abandoned = (sequence: number): FactEnvelope => fact('wiki.WikiAbandoned', sequence, { reason: 'x' });

let folders = 0;
const setUp = async () => {
  const payloads = memoryPayloads();
  const folder = join(root, String((folders += 1)));
  const kernel = await testKernel<Ports>(search, {
    clock: movableClock(),
    resources: { search: { payloads, index: { kind: 'embedded', folder } } },
  });
  const find = async (query: string, over: Partial<InputOf<typeof findPages>> = {}, rules: readonly PathRule[] = []) => {
    const auth: AuthContext = {
      actor: { kind: 'person', accountId: ada },
      accountId: ada,
      via: 'token',
      scopes: ['read'],
      pathRules: [...rules],
      csrfSafe: true,
    };
    const call = { data: { query, ...over }, context: testContext({ accountId: ada, wikiId }, { auth }) };
    return (await kernel.runtime.requests.call(search.units.findPages, call)) as Outcome<AnswerOf<typeof findPages>>; // search answers by the request's schema
  };
  return {
    payloads,
    find,
    paths: async (...asked: Parameters<typeof find>): Promise<string[]> => {
      const outcome = await find(...asked);
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      return outcome.answer.results.map((hit) => hit.path).sort();
    },
    deliver: (message: FactEnvelope) => kernel.runtime.deliver('search.chunks', message),
    upTo: () => kernel.ports.view('chunks').upTo(`wiki/${wikiId}`),
    awaitIndexed: (sequence: number) =>
      kernel.runtime.requests.call(search.units.awaitIndexed, { data: { wikiId, sequence }, context: testContext() }),
  };
};

describe('following the facts', () => {
  it('finds what was written, no longer what was replaced or deleted', async () => {
    const { deliver, paths } = await setUp();
    await deliver(moved(1, { One: 'apple', Two: 'apple' }));
    expect(await paths('apple')).toEqual(['One', 'Two']);
    await deliver(moved(2, { One: 'pear', Two: null }));
    expect([await paths('apple'), await paths('pear')]).toEqual([[], ['One']]);
  });

  it('reads long pages by their claim check', async () => {
    const { deliver, paths, payloads } = await setUp();
    const payload = await payloads.put(Buffer.from(`${'filler '.repeat(30_000)} needle`), {});
    await deliver(moved(1, [{ file: 'Long.md', page: 'Long', blob: null, bytes: 1, payload }]));
    expect(await paths('needle')).toEqual(['Long']);
  });

  it.each([
    ['page', 'Page', true],
    ['page', 'Page', false],
  ])('keeps a page whose spelling changed from %s to %s, deletion first: %s', async (before, after, deletionFirst) => {
    const { deliver, paths } = await setUp();
    await deliver(moved(1, { [before]: 'apple' }));
    await deliver(moved(2, deletionFirst ? { [before]: null, [after]: 'apple' } : { [after]: 'apple', [before]: null }));
    expect(await paths('apple')).toEqual([after]);
  });

  it('finds the same whatever the order of the facts', async () => {
    const facts = [
      moved(1, { One: 'apple', Two: 'apple' }),
      moved(2, { One: 'pear' }),
      moved(3, { Two: null, Three: 'apple' }),
      moved(4, { One: 'apple pear', Three: null }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...facts, ...facts], { minLength: 8 }), async (order) => {
        const { deliver, paths, upTo } = await setUp();
        for (const one of order) await deliver(one);
        expect([await paths('apple'), await paths('pear'), await upTo()]).toEqual([['One'], ['One'], 4]);
      }),
      { numRuns: 12 },
    );
  });

  it('forgets a wiki that was abandoned, also when its facts come late', async () => {
    for (const order of [
      [moved(1, { One: 'apple' }), abandoned(2)],
      [abandoned(2), moved(1, { One: 'apple' })],
    ]) {
      const { deliver, paths } = await setUp();
      for (const one of order) await deliver(one);
      expect(await paths('apple')).toEqual([]);
    }
  });

  it('says when it has come to a change', async () => {
    const { deliver, awaitIndexed } = await setUp();
    await deliver(moved(1, { One: 'apple' }));
    expect(await awaitIndexed(1)).toMatchObject({ ok: true, answer: { sequence: 1 } });
  });
});

describe('finding pages', () => {
  const pages: Pages = {
    'Fruit/Apple': '---\ntitle: The apple\ncategory: Fruit\ntags: [red, sweet]\n---\nAn apple a day.\n',
    'Fruit/Pear': '---\ncategory: fruit\ntags: [green]\n---\nBetter than an apple.\n',
    'Fruitless/Stone': 'No apple here.',
  };
  const filled = async () => {
    const house = await setUp();
    await house.deliver(moved(1, pages));
    await house.deliver(moved(20, { 'Fruit/Late': 'A late apple.' }));
    return house;
  };

  it('is narrowed by folder, category, tag and time, whatever the case', async () => {
    const { paths } = await filled();
    expect(await paths('apple')).toEqual(['Fruit/Apple', 'Fruit/Late', 'Fruit/Pear', 'Fruitless/Stone']);
    expect(await paths('apple', { prefix: 'fruit' })).toEqual(['Fruit/Apple', 'Fruit/Late', 'Fruit/Pear']);
    expect(await paths('apple', { category: 'FRUIT' })).toEqual(['Fruit/Apple', 'Fruit/Pear']);
    expect(await paths('apple', { tag: 'Red' })).toEqual(['Fruit/Apple']);
    expect(await paths('apple', { updatedSince: '2026-01-10T00:00:00Z' })).toEqual(['Fruit/Late']);
    expect(await paths('apple', { category: 'fruit', tag: 'green', prefix: 'Fruit/' })).toEqual(['Fruit/Pear']);
  });

  it('never shows, counts or quotes what the asker may not read', async () => {
    const { find, paths } = await filled();
    const rules: PathRule[] = [
      { prefix: 'Fruit', access: 'none' },
      { prefix: 'Fruit/Pear', access: 'read' },
    ];
    expect(await paths('apple', {}, rules)).toEqual(['Fruit/Pear', 'Fruitless/Stone']);
    const outcome = await find('apple', {}, rules);
    expect(outcome).toMatchObject({ ok: true, answer: { total: 2 } });
    expect(JSON.stringify(outcome)).not.toContain('a day');
  });

  it('says where and why, with ranges that lie in the snippet', async () => {
    const { find } = await filled();
    const outcome = await find('apple', { tag: 'red' });
    const [hit] = outcome.ok ? outcome.answer.results : [];
    expect(hit).toMatchObject({ path: 'Fruit/Apple', title: 'The apple', why: expect.arrayContaining(['title']) });
    for (const [from, to] of hit?.highlights ?? []) expect(hit?.snippet.slice(from, to).toLowerCase()).toBe('apple');
  });

  it('gives every hit once over its pages', async () => {
    const { find } = await filled();
    const found: string[] = [];
    for (let cursor: string | undefined; ;) {
      const outcome = await find('apple', { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      found.push(...outcome.answer.results.map((hit) => hit.path));
      if (outcome.answer.next === undefined) break;
      cursor = outcome.answer.next;
    }
    expect([...found].sort()).toEqual(['Fruit/Apple', 'Fruit/Late', 'Fruit/Pear', 'Fruitless/Stone']);
  });

  it('refuses what says nothing and a cursor that is none', async () => {
    const { find } = await filled();
    expect(await find('?!')).toMatchObject({ ok: false, refusal: { code: 'search.empty' } });
    expect(await find('apple', { cursor: 'nonsense' })).toMatchObject({ ok: false, refusal: { code: 'search.bad-cursor' } });
  });

  it.each(['"', 'a" OR "b', 'NEAR(a b)', 'a*', '-', '\u0000', '\ud800', '(((', 'col:x', '%', "'; DROP TABLE page"])(
    'is no fault for %j',
    async (query) => {
      const { find } = await filled();
      const outcome = await find(query);
      if (!outcome.ok) expect(outcome.refusal.kind).toBe('invalid');
    },
  );
});
