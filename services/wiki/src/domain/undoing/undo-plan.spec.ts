import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import fc from 'fast-check';
import type { Version, VersionChange } from '../moves.ts';
import type { UndoPlan } from './undo-plan.ts';
import { undoPlan } from './undo-plan.ts';
import { lineage } from './lineage.ts';

type Who = 'agent' | 'human';

/** A wiki of a few pages, and what two parties do to it; texts are named by their digests. */
const useStory = () => {
  const texts = new Map<string, string>();
  const pages = new Map<string, string>();
  const followed = lineage();
  const version = (file: string): Version => {
    const text = pages.get(file);
    if (text === undefined) return null;
    const blob = createHash('sha1').update(text).digest('hex') as ObjectId;
    texts.set(blob, text);
    return { file, blob };
  };
  const told = (who: Who, changes: readonly VersionChange[]): void => (who === 'agent' ? followed.undo(changes) : followed.keep(changes));
  return {
    pages,
    textAt: (blob: string): string => texts.get(blob) ?? '',
    write: (who: Who, file: string, text: string | undefined): void => {
      const before = version(file);
      if (text === undefined) pages.delete(file);
      else pages.set(file, text);
      told(who, [{ before, after: version(file) }]);
    },
    move: (who: Who, from: string, to: string): void => {
      const before = version(from);
      pages.set(to, pages.get(from) ?? '');
      pages.delete(from);
      told(who, [{ before, after: version(to) }]);
    },
    /** Several files in one change. */
    tell: (
      who: Who,
      files: readonly { readonly from: string | undefined; readonly to: string | undefined }[],
      after: ReadonlyMap<string, string>,
    ): void => {
      const before = files.map(({ from }) => (from === undefined ? null : version(from)));
      pages.clear();
      for (const [file, text] of after) pages.set(file, text);
      told(
        who,
        files.map(({ to }, index) => ({ before: before[index] ?? null, after: to === undefined ? null : version(to) })),
      );
    },
    plan: () =>
      undoPlan(followed.tracks(), {
        textOf: (blob) => Promise.resolve(texts.get(blob)),
        standingAt: (file) => Promise.resolve(pages.has(file) ? file : undefined),
      }),
  };
};
type Story = ReturnType<typeof useStory>;

const applied = ({ pages, textAt }: Story, { undone }: UndoPlan): ReadonlyMap<string, string> => {
  const after = new Map(pages);
  for (const { current } of undone) if (current) after.delete(current.file);
  for (const { outcome } of undone) if (outcome) after.set(outcome.file, 'text' in outcome ? outcome.text : textAt(outcome.blob));
  return after;
};

/** Does what the plan says, as somebody else than the agent. */
const carryOut = (story: Story, plan: UndoPlan): void => {
  const after = applied(story, plan);
  story.tell(
    'human',
    plan.undone.map(({ current, outcome }) => ({ from: current?.file, to: outcome?.file })),
    after,
  );
};

const shape = (plan: UndoPlan) => ({
  undone: plan.undone.map(({ current, outcome }) => [current?.file ?? null, outcome && ('text' in outcome ? outcome.text : outcome.file)]),
  left: plan.left.map(({ file, reason }) => [file, reason]),
});

const BASE = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';

describe('taking back', () => {
  it('keeps what others wrote elsewhere on the same page', async () => {
    const story = useStory();
    story.pages.set('P.md', BASE);
    story.write('agent', 'P.md', BASE.replace('2', 'two'));
    story.write('human', 'P.md', BASE.replace('2', 'two').replace('8', 'eight'));
    story.write('agent', 'P.md', BASE.replace('2', 'two').replace('8', 'eight').replace('5', 'five'));
    expect(shape(await story.plan())).toEqual({ undone: [['P.md', BASE.replace('8', 'eight')]], left: [] });
  });

  it('leaves a page whose same lines were changed later, with the three texts', async () => {
    const story = useStory();
    story.pages.set('P.md', BASE);
    story.write('agent', 'P.md', BASE.replace('2', 'two'));
    story.write('human', 'P.md', BASE.replace('2', 'two and a half'));
    const { undone, left } = await story.plan();
    expect(undone).toEqual([]);
    expect(left).toEqual([
      {
        file: 'P.md',
        reason: 'overlaps',
        texts: { base: BASE.replace('2', 'two'), yours: BASE, theirs: BASE.replace('2', 'two and a half') },
      },
    ]);
  });

  it('deletes what was created, and brings back what was deleted, unless others came between', async () => {
    const story = useStory();
    for (const file of ['Old.md', 'Older.md', 'Oldest.md']) story.pages.set(file, BASE);
    story.write('agent', 'New.md', 'new\n');
    story.write('agent', 'Newer.md', 'newer\n');
    for (const file of ['Old.md', 'Older.md', 'Oldest.md']) story.write('agent', file, undefined);
    story.write('human', 'Newer.md', 'newer\nand used\n');
    story.write('human', 'Older.md', 'anew\n');
    story.write('human', 'Oldest.md', BASE);
    expect(shape(await story.plan())).toEqual({
      undone: [
        ['New.md', null],
        [null, 'Old.md'],
      ],
      left: [
        ['Newer.md', 'edited-since'],
        ['Older.md', 'created-anew'],
      ],
    });
  });

  it('moves back what was moved, with what others wrote there', async () => {
    const story = useStory();
    story.pages.set('From.md', BASE);
    story.move('agent', 'From.md', 'To.md');
    story.write('human', 'To.md', BASE.replace('8', 'eight'));
    const { undone } = await story.plan();
    expect(undone).toMatchObject([{ current: { file: 'To.md' }, outcome: { file: 'From.md' } }]);
    expect(applied(story, { undone, left: [] })).toEqual(new Map([['From.md', BASE.replace('8', 'eight')]]));
  });

  it('follows a page that others moved, and leaves it there', async () => {
    const story = useStory();
    story.pages.set('From.md', BASE);
    story.write('agent', 'From.md', BASE.replace('2', 'two'));
    story.move('human', 'From.md', 'To.md');
    expect(await story.plan()).toMatchObject({ undone: [{ current: { file: 'To.md' }, outcome: { file: 'To.md' } }], left: [] });
  });

  it('puts nothing where something else stands by now', async () => {
    const story = useStory();
    story.pages.set('From.md', BASE);
    story.pages.set('Other.md', 'other\n');
    story.move('agent', 'From.md', 'To.md');
    story.move('human', 'Other.md', 'From.md');
    expect(shape(await story.plan())).toEqual({ undone: [], left: [['To.md', 'place-taken']] });
  });

  it('exchanges two pages that were exchanged', async () => {
    const story = useStory();
    story.pages.set('A.md', 'a\n');
    story.pages.set('B.md', 'b\n');
    story.move('agent', 'A.md', 'C.md');
    story.move('agent', 'B.md', 'A.md');
    story.move('agent', 'C.md', 'B.md');
    expect(applied(story, await story.plan())).toEqual(
      new Map([
        ['A.md', 'a\n'],
        ['B.md', 'b\n'],
      ]),
    );
  });

  it('finds nothing to do where everything has been taken back already', async () => {
    const story = useStory();
    story.pages.set('P.md', BASE);
    story.write('agent', 'P.md', BASE.replace('2', 'two'));
    story.write('agent', 'Q.md', 'new\n');
    story.write('human', 'P.md', BASE);
    story.write('human', 'Q.md', undefined);
    expect(shape(await story.plan())).toEqual({ undone: [], left: [] });
  });
});

const RUNS = 3000;
const FILES = ['A.md', 'B.md', 'C.md'] as const;

/** What one of the two does next; numbers choose among what is possible then. */
const step = fc.record({
  who: fc.constantFrom<Who>('agent', 'human'),
  what: fc.constantFrom('insert', 'insert', 'insert', 'replace', 'delete', 'drop', 'create', 'move' as const),
  file: fc.constantFrom(...FILES),
  to: fc.constantFrom(...FILES, 'D.md'),
  place: fc.nat({ max: 40 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Doing = (story: Story, step: Step & { readonly lines: readonly string[]; readonly line: string }) => void;

const splice =
  (deleted: number, isWritten: boolean): Doing =>
  (story, { who, file, place, lines, line }) => {
    const at = place % (lines.length + 1 - deleted);
    story.write(who, file, lines.toSpliced(at, deleted, ...(isWritten ? [line] : [])).join(''));
  };

const DOINGS: Readonly<Record<Step['what'], Doing>> = {
  insert: splice(0, true),
  replace: splice(1, true),
  delete: (story, about) => about.lines.length > 1 && splice(1, false)(story, about),
  drop: (story, { who, file }) => story.write(who, file, undefined),
  create: () => undefined,
  move: (story, { who, file, to }) => (story.pages.has(to) ? undefined : story.move(who, file, to)),
};

/** Every line is written once, and says by whom. */
const act = (story: Story, one: Step, number: number): void => {
  const text = story.pages.get(one.file);
  const line = `${one.who} ${number}\n`;
  if (text !== undefined) DOINGS[one.what](story, { ...one, line, lines: text.split(/(?<=\n)/) });
  else if (one.what === 'create' || one.what === 'insert') story.write(one.who, one.file, `${line}${one.who} more ${number}\n`);
};

const linesOf = (pages: Iterable<readonly [string, string]>, by: Who): readonly string[] =>
  [...pages].flatMap(([, text]) => text.split('\n').filter((line) => line.startsWith(by)));

describe('whatever an agent and people do to pages in turn', () => {
  const start = (): Story => {
    const story = useStory();
    for (const file of FILES.slice(0, 2))
      story.pages.set(file, Array.from({ length: 20 }, (_, line) => `human ${file} ${line}\n`).join(''));
    return story;
  };

  it('no line of the agent remains and no line of theirs is lost, except on pages that are named', async () => {
    let undone = 0;
    let left = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const story = start();
        steps.forEach((one, number) => act(story, one, number));
        const plan = await story.plan();
        undone += plan.undone.length;
        left += plan.left.length;
        const named = new Set(plan.left.map(({ file }) => file));
        const after = applied(story, plan);
        expect(
          linesOf(
            [...after].filter(([file]) => !named.has(file)),
            'agent',
          ),
        ).toEqual([]);
        const kept = new Set(linesOf(after, 'human'));
        expect(linesOf(story.pages, 'human').filter((line) => !kept.has(line))).toEqual([]);
        carryOut(story, plan);
        expect((await story.plan()).undone).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('pages that people have not touched meanwhile are as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const story = start();
        steps.forEach((one, number) => act(story, { ...one, who: 'agent' }, number));
        const plan = await story.plan();
        expect(applied(story, plan)).toEqual(start().pages);
        expect(plan.left).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
