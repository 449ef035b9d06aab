import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deletePage, editPage, pageHistory, readPage, savePage } from '@wikibot/contracts/requests/pages';
import fc from 'fast-check';
import { mergeText } from '../domain/three-way-merge.ts';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import type { WikiHouse } from '../test-house.ts';

const open = useWikiHouse();
let house: WikiHouse;
beforeAll(() => void (house = open()));

/** Which revision a writer names. */
type Base = 'none' | 'current' | { readonly back: number };
type Step =
  | { readonly do: 'save'; readonly path: string; readonly text: string; readonly base: Base; readonly by: 'ada' | 'bob' }
  | { readonly do: 'edit'; readonly path: string; readonly from: string; readonly to: string; readonly base: Base; readonly by: 'ada' | 'bob' }
  | { readonly do: 'delete'; readonly path: string; readonly base: Base; readonly by: 'ada' | 'bob' };

type Snapshot = ReadonlyMap<string, string>;

/** What the write contract promises, over plain texts. */
const predicted = (step: Step, current: string | null, base: string | null | undefined): { outcome: string; text?: string | null } => {
  if (step.do === 'delete') {
    if (current === null) return { outcome: 'page.not-found' };
    return base === undefined || base === current ? { outcome: 'deleted', text: null } : { outcome: 'page.changed' };
  }
  if (step.do === 'save') return saved(current, base, step.text);
  if (base === undefined) return { outcome: current === null ? 'page.not-found' : 'page.revision-required' };
  if (typeof base !== 'string') return { outcome: 'page.not-found' };
  const count = base.split(step.from).length - 1;
  if (count !== 1) return { outcome: count === 0 ? 'page.text-not-found' : 'page.text-ambiguous' };
  return saved(current, base, base.replace(step.from, () => step.to));
};

const saved = (current: string | null, base: string | null | undefined, yours: string): { outcome: string; text?: string } => {
  if (current === null) return typeof base === 'string' ? { outcome: 'page.gone' } : { outcome: 'created', text: yours };
  if (current === yours) return { outcome: 'unchanged' };
  if (base === undefined) return { outcome: 'page.revision-required' };
  if (base === current) return { outcome: 'updated', text: yours };
  const merge = mergeText(base ?? '', yours, current);
  if (!merge.clean) return { outcome: 'page.conflict' };
  return merge.text === current ? { outcome: 'unchanged' } : { outcome: 'merged', text: merge.text };
};

const LINES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];
const text = fc.array(fc.constantFrom('', '!', '?'), { minLength: LINES.length, maxLength: LINES.length }).map((marks) => LINES.map((line, index) => `${line}${marks[index]}\n`).join('\n'));
const common = {
  path: fc.constantFrom('One', 'Two'),
  base: fc.oneof({ weight: 1, arbitrary: fc.constant<Base>('none') }, { weight: 4, arbitrary: fc.oneof(fc.constant<Base>('current'), fc.nat({ max: 4 }).map((back): Base => ({ back }))) }),
  by: fc.constantFrom('ada' as const, 'bob' as const),
};
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('save' as const), text, ...common }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), from: fc.constantFrom(...LINES, 'a', 'none of it'), to: fc.constantFrom('new', 'other'), ...common }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), ...common }) },
);

/** Carries a step out and says how it ended. */
const carriedOut = async (wikiId: WikiId, one: Step, base: string | undefined) => {
  const context = house.person(wikiId, one.by === 'ada' ? ada : bob);
  const named = base === undefined ? {} : { base };
  if (one.do === 'save') return house.ask(savePage, { path: one.path, content: one.text, ...named }, context);
  if (one.do === 'edit') return house.ask(editPage, { path: one.path, oldString: one.from, newString: one.to, ...named }, context);
  return house.ask(deletePage, { path: one.path, ...named }, context);
};

describe('the write contract', () => {
  it('holds for every sequence of writes by several writers on fresh, stale, missing and wrong bases', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
        const wikiId = await house.found();
        const snapshots: { revision: string; pages: Snapshot }[] = [{ revision: (await house.ports.wikis.get(wikiId))?.head ?? '', pages: new Map() }];
        const acknowledged: { path: string; revision: string; text: string }[] = [];
        for (const one of steps) {
          const at = one.base === 'current' ? snapshots.at(-1) : typeof one.base === 'object' ? snapshots[Math.max(0, snapshots.length - 1 - one.base.back)] : undefined;
          const baseText = at && (at.pages.get(one.path) ?? null);
          const expected = predicted(one, snapshots.at(-1)?.pages.get(one.path) ?? null, baseText);
          const outcome = await carriedOut(wikiId, one, at?.revision);
          const got = outcome.ok ? ('outcome' in outcome.answer ? outcome.answer.outcome : 'deleted') : outcome.refusal.code;
          expect([one, got]).toEqual([one, expected.outcome]);
          if (!outcome.ok || expected.text === undefined) continue;
          const pages = new Map(snapshots.at(-1)?.pages);
          if (expected.text === null) pages.delete(one.path);
          else {
            pages.set(one.path, expected.text);
            acknowledged.push({ path: one.path, revision: outcome.answer.revision, text: expected.text });
          }
          snapshots.push({ revision: outcome.answer.revision, pages });
        }
        for (const path of ['One', 'Two']) {
          const read = await house.ask(readPage, { path }, house.person(wikiId));
          expect(read.ok ? read.answer.content : null).toBe(snapshots.at(-1)?.pages.get(path) ?? null);
        }
        // No acknowledged text is lost: each is in the history of its page.
        for (const { path, revision, text: kept } of acknowledged) {
          expect((await house.told(readPage, { path, revision }, house.person(wikiId))).content).toBe(kept);
          expect((await house.told(pageHistory, { path, limit: 200 }, house.person(wikiId))).history.map((change) => change.revision)).toContain(revision);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

const save = (wikiId: WikiId, content: string, base?: string, by = ada) => house.ask(savePage, { path: 'Page', content, ...(base === undefined ? {} : { base }) }, house.person(wikiId, by));
const lines = (...changed: readonly number[]): string => Array.from({ length: 30 }, (_, index) => `line ${index}${changed.includes(index) ? ' changed' : ''}\n`).join('\n');

describe('many writers at once', () => {
  it('on different places all find their change in the page', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: lines() }, house.person(wikiId));
    const places = [0, 4, 8, 12, 16, 20, 24, 28];
    const outcomes = await Promise.all(places.map((place) => save(wikiId, lines(place), revision)));
    expect(outcomes.map((outcome) => outcome.ok && outcome.answer.outcome).sort()).toEqual(['merged', 'merged', 'merged', 'merged', 'merged', 'merged', 'merged', 'updated']);
    expect((await house.told(readPage, { path: 'Page' }, house.person(wikiId))).content).toBe(lines(...places));
  });

  it('who make the same page make it once', async () => {
    const wikiId = await house.found();
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((content) => save(wikiId, content)));
    const codes = outcomes.map((outcome) => (outcome.ok ? outcome.answer.outcome : outcome.refusal.code));
    expect(codes.sort()).toEqual(['created', 'page.revision-required', 'page.revision-required', 'page.revision-required']);
  });

  it('leave a stream without gaps whose facts say who wrote what', async () => {
    const wikiId = await house.found();
    await Promise.all([1, 2, 3, 4, 5].map((number) => house.ask(savePage, { path: `Page ${number}`, content: `${number}` }, house.person(wikiId, number % 2 ? ada : bob))));
    const facts = await house.facts(wikiId);
    expect(facts.map((fact) => fact.sequence)).toEqual(facts.map((_, index) => index + 1));
    expect(facts.filter((fact) => fact.actor.kind === 'person' && fact.actor.accountId === bob)).toHaveLength(2);
  });
});

describe('a conflict', () => {
  it('carries everything that solves it in one more call', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: 'one\n' }, house.person(wikiId));
    await save(wikiId, 'theirs\n', revision, bob);
    const outcome = await save(wikiId, 'yours\n', revision);
    if (outcome.ok) throw new Error('it was saved');
    const { conflict, current_revision: current } = outcome.refusal.detail as { current_revision: string; conflict: Record<string, string> };
    expect(conflict).toMatchObject({ base: 'one\n', yours: 'yours\n', theirs: 'theirs\n' });
    expect(conflict['merged']).toContain('yours');
    expect(conflict['merged']).toContain('theirs');
    expect(await save(wikiId, 'both\n', current)).toMatchObject({ ok: true, answer: { outcome: 'updated' } });
  });
});

describe('a revision that nobody knows', () => {
  it.each(['0123456', '0123456789012345678901234567890123456789'])('as %s is refused as the base of a change', async (base) => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: 'one\n' }, house.person(wikiId));
    const refused = { ok: false, refusal: { code: 'page.revision-unknown', detail: { revision: base, current_revision: revision } } };
    expect(await save(wikiId, 'two\n', base)).toMatchObject(refused);
    expect(await house.ask(editPage, { path: 'Page', base, oldString: 'one', newString: 'two' }, house.person(wikiId))).toMatchObject(refused);
    expect((await house.told(readPage, { path: 'Page' }, house.person(wikiId))).content).toBe('one\n');
  });

  it('of a page that does not exist hinders nobody from making it', async () => {
    const wikiId = await house.found();
    expect(await save(wikiId, 'one', '0123456789012345678901234567890123456789')).toMatchObject({ ok: true, answer: { outcome: 'created' } });
  });
});

describe('an answer to a write', () => {
  it('names the text that is stored, whenever it is not the text that was sent', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Page', content: lines() }, house.person(wikiId));
    await save(wikiId, lines(3), revision, bob);
    const nothingNew = await save(wikiId, lines(), revision);
    expect(nothingNew).toMatchObject({ ok: true, answer: { outcome: 'unchanged', content: lines(3) } });
  });

  it('counts the lines that changed, and keeps the revision of the page when nothing did', async () => {
    const wikiId = await house.found();
    const first = await house.told(savePage, { path: 'Page', content: 'a\nb\n' }, house.person(wikiId));
    expect(first).toMatchObject({ outcome: 'created', lines: { added: 2, removed: 0 } });
    await house.told(savePage, { path: 'Other', content: 'x' }, house.person(wikiId));
    expect(await save(wikiId, 'a\nb\n')).toMatchObject({ answer: { outcome: 'unchanged', revision: first.revision, lines: { added: 0, removed: 0 } } });
    expect(await save(wikiId, 'a\nc\n', first.revision)).toMatchObject({ answer: { outcome: 'updated', lines: { added: 1, removed: 1 } } });
  });

  it('finds the page under any spelling and keeps the one it was made with', async () => {
    const wikiId = await house.found();
    const { revision } = await house.told(savePage, { path: 'Meta/My Page.md', content: 'a' }, house.person(wikiId));
    const again = await house.told(savePage, { path: 'meta/MY_page', content: 'b', base: revision.slice(0, 7) }, house.person(wikiId));
    expect(again).toMatchObject({ outcome: 'updated', path: 'Meta/My_Page' });
  });
});
