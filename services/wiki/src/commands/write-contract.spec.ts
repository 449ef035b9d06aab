import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deletePage, editPage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { editSection } from '@wikibot/contracts/requests/sections';
import { sectionHash } from '@wikibot/platform/page/section-hash';
import fc from 'fast-check';
import { mergeText } from '../domain/three-way-merge.ts';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import type { WikiHouse } from '../test-house.ts';
import type { SectionStep } from './section-model-fixture.ts';
import { sectionEdited, sectionIn, sectionStep } from './section-model-fixture.ts';

const open = useWikiHouse();
let house: WikiHouse;
beforeAll(() => void (house = open()));

/** Which revision a writer names. */
type Base = 'none' | 'current' | { readonly back: number };
type Step =
  | { readonly do: 'save'; readonly path: string; readonly text: string; readonly base: Base; readonly by: 'ada' | 'bob' }
  | {
      readonly do: 'edit';
      readonly path: string;
      readonly from: string;
      readonly to: string;
      readonly base: Base;
      readonly by: 'ada' | 'bob';
    }
  | (SectionStep & { readonly do: 'section'; readonly path: string; readonly base: Base; readonly by: 'ada' | 'bob' })
  | { readonly do: 'delete'; readonly path: string; readonly base: Base; readonly by: 'ada' | 'bob' };

interface Predicted {
  readonly outcome: string;
  /** What stands afterwards, when the write changed it; null when the page is gone. */
  readonly text?: string | null;
}
/** The text that stands, and the text at the base that the writer names; null where there was no page, undefined without a base. */
interface Situation {
  readonly current: string | null;
  readonly base: string | null | undefined;
}

/** What the write contract promises, over plain texts. */
const predicted = (step: Step, situation: Situation): Predicted => {
  if (step.do === 'save') return saved(situation, step.text);
  if (step.do === 'section') return sectionEdited(step, situation, saved);
  return step.do === 'edit' ? edited(step, situation) : deleted(situation);
};

const deleted = ({ current, base }: Situation): Predicted => {
  if (current === null) return { outcome: 'page.not-found' };
  return base === undefined || base === current ? { outcome: 'deleted', text: null } : { outcome: 'page.changed' };
};

const edited = ({ from, to }: { readonly from: string; readonly to: string }, situation: Situation): Predicted => {
  const { current, base } = situation;
  if (base === undefined) return { outcome: current === null ? 'page.not-found' : 'page.revision-required' };
  if (base === null) return { outcome: 'page.not-found' };
  const count = base.split(from).length - 1;
  if (count !== 1) return { outcome: count === 0 ? 'page.text-not-found' : 'page.text-ambiguous' };
  return saved(
    situation,
    base.replace(from, () => to),
  );
};

const saved = ({ current, base }: Situation, yours: string): Predicted => {
  if (current === null) return typeof base === 'string' ? { outcome: 'page.gone' } : { outcome: 'created', text: yours };
  if (current === yours) return { outcome: 'unchanged' };
  if (base === undefined) return { outcome: 'page.revision-required' };
  return base === current ? { outcome: 'updated', text: yours } : merged(base ?? '', yours, current);
};

const merged = (base: string, yours: string, current: string): Predicted => {
  const merge = mergeText(base, yours, current);
  if (!merge.clean) return { outcome: 'page.conflict' };
  return merge.text === current ? { outcome: 'unchanged' } : { outcome: 'merged', text: merge.text };
};

const LINES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];
/** Headings stand before the third and the fifth line, and lines stand close or apart. */
const HEADINGS: Readonly<Record<number, string>> = { 2: '# A\n', 4: '# B\n' };
const text = fc
  .tuple(fc.array(fc.constantFrom('', '!', '?'), { minLength: LINES.length, maxLength: LINES.length }), fc.constantFrom('', '\n'))
  .map(([marks, gap]) => LINES.map((line, index) => `${HEADINGS[index] ?? ''}${line}${marks[index]}\n`).join(gap));
const common = {
  path: fc.constantFrom('One', 'One', 'One', 'Two'),
  base: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Base>('none') },
    {
      weight: 4,
      arbitrary: fc.oneof(
        fc.constant<Base>('current'),
        fc.nat({ max: 4 }).map((back): Base => ({ back })),
      ),
    },
  ),
  by: fc.constantFrom('ada' as const, 'bob' as const),
};
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('save' as const), text, ...common }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      from: fc.constantFrom(...LINES, 'a', 'none of it'),
      to: fc.constantFrom('new', 'other'),
      ...common,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('section' as const), ...sectionStep, ...common }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), ...common }) },
);

interface Named {
  readonly revision: string | undefined;
  /** Of the page at that revision. */
  readonly text: string | null;
}

const asked = (one: Step, { revision, text }: Named, context: Context) => {
  const place = { path: one.path, ...(revision === undefined ? {} : { base: revision }) };
  switch (one.do) {
    case 'save':
      return house.ask(savePage, { ...place, content: one.text }, context);
    case 'edit':
      return house.ask(editPage, { ...place, oldString: one.from, newString: one.to }, context);
    case 'section': {
      const { section, operation, content } = one;
      const read = one.isPinned ? sectionIn(text, section) : undefined;
      const pinned = read === undefined ? {} : { sectionHash: sectionHash(read) };
      return house.ask(editSection, { ...place, section, operation, ...(operation === 'delete' ? {} : { content }), ...pinned }, context);
    }
    case 'delete':
      return house.ask(deletePage, place, context);
  }
};

/** Carries a step out and says how it ended. */
const carriedOut = async (wikiId: WikiId, one: Step, named: Named): Promise<{ readonly outcome: string; readonly revision: string }> => {
  const result = await asked(one, named, house.person(wikiId, one.by === 'ada' ? ada : bob));
  if (!result.ok) return { outcome: result.refusal.code, revision: '' };
  return { outcome: 'outcome' in result.answer ? String(result.answer.outcome) : 'deleted', revision: result.answer.revision };
};

interface Snapshot {
  readonly revision: string;
  readonly pages: ReadonlyMap<string, string>;
}
const textAt = (snapshot: Snapshot | undefined, path: string): string | null => snapshot?.pages.get(path) ?? null;

/** Which of the wiki's states a writer names as base. */
const stateOf = (base: Base, history: readonly Snapshot[]): Snapshot | undefined => {
  if (base === 'none') return undefined;
  return base === 'current' ? history.at(-1) : history[Math.max(0, history.length - 1 - base.back)];
};

/** The wiki after a write that was acknowledged. */
const after = (before: Snapshot | undefined, path: string, now: { readonly revision: string; readonly text: string | null }): Snapshot => {
  const pages = new Map(before?.pages);
  if (now.text === null) pages.delete(path);
  else pages.set(path, now.text);
  return { revision: now.revision, pages };
};

/** Carries all steps out, each as the contract says; answers every state the wiki was in. */
const lived = async (wikiId: WikiId, steps: readonly Step[]): Promise<readonly Snapshot[]> => {
  const history: Snapshot[] = [{ revision: (await house.ports.wikis.get(wikiId))?.head ?? '', pages: new Map() }];
  for (const one of steps) {
    const named = stateOf(one.base, history);
    const expected = predicted(one, { current: textAt(history.at(-1), one.path), base: named && textAt(named, one.path) });
    const { outcome, revision } = await carriedOut(wikiId, one, { revision: named?.revision, text: textAt(named, one.path) });
    expect([one, outcome]).toEqual([one, expected.outcome]);
    if (expected.text !== undefined) history.push(after(history.at(-1), one.path, { revision, text: expected.text }));
  }
  return history;
};

describe('the write contract', () => {
  it('holds for every sequence of writes by several writers on fresh, stale and missing bases, and loses no acknowledged text', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(step, { minLength: 1, maxLength: 20, size: 'max' }), async (first, steps) => {
        const wikiId = await house.found();
        const begun: Step = { do: 'save', path: 'One', text: first, base: 'none', by: 'ada' };
        const history = await lived(wikiId, [begun, ...steps]);
        for (const path of ['One', 'Two']) {
          const read = async (revision?: string): Promise<string | null> => {
            const outcome = await house.ask(readPage, { path, ...(revision === undefined ? {} : { revision }) }, house.person(wikiId));
            return outcome.ok ? outcome.answer.content : null;
          };
          expect(await read()).toBe(textAt(history.at(-1), path));
          for (const state of history) expect(await read(state.revision)).toBe(textAt(state, path));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
