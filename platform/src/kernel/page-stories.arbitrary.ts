/** For specs of views: what happened to the pages of a wiki, moves among it, and what is to be found at each address in the end. */
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import fc from 'fast-check';

export const STORY_PAGES = ['Pond', 'Heron', 'Animals/Frog', 'Animals/Toad', 'Reed'] as const;

/** One move of the head each. */
export type Story = readonly (readonly FileChange[])[];

interface Told {
  readonly story: Story;
  /** The pages that stand, by path, with their texts. */
  readonly pages: ReadonlyMap<string, string>;
  /** Which page each address leads to, those of pages themselves left out. */
  readonly leads: ReadonlyMap<string, string>;
}

type Step = { readonly do: 'save' | 'delete' | 'move'; readonly at: number; readonly to: number };

const blob = ObjectId.parse('1'.repeat(40));
const written = (page: string, text: string): FileChange => ({ file: `${page}.md`, page, blob, bytes: text.length, text });
const gone = (page: string): FileChange => ({ file: `${page}.md`, page, blob: null, bytes: 0 });

type Address = { readonly text: string } | { readonly movedTo: string };

type Addresses = Map<string, Address>;

interface Taken {
  readonly at: string;
  readonly to: string;
  readonly index: number;
}

const textAt = (addresses: Addresses, path: string): string | undefined => {
  const standing = addresses.get(path);
  return standing && 'text' in standing ? standing.text : undefined;
};

/** What each step does; nothing when it cannot be taken. */
const STEPS: Readonly<Record<Step['do'], (addresses: Addresses, step: Taken) => readonly FileChange[]>> = {
  save: (addresses, { at, index }) => {
    addresses.set(at, { text: `text ${index}` });
    return [written(at, `text ${index}`)];
  },
  delete: (addresses, { at }) => {
    if (textAt(addresses, at) === undefined) return [];
    addresses.delete(at);
    return [gone(at)];
  },
  move: (addresses, { at, to, index }) => {
    const text = textAt(addresses, at);
    if (text === undefined || textAt(addresses, to) !== undefined) return [];
    addresses.set(at, { movedTo: to });
    addresses.set(to, { text });
    const arrived = { ...written(to, text), from: `${at}.md` };
    return index % 2 === 0 ? [gone(at), arrived] : [arrived, gone(at)];
  },
};

const told = (steps: readonly Step[]): Told => {
  const addresses: Addresses = new Map();
  const story = steps
    .map((step, index) => STEPS[step.do](addresses, { at: STORY_PAGES[step.at] ?? 'Pond', to: STORY_PAGES[step.to] ?? 'Pond', index }))
    .filter((changes) => changes.length > 0);
  return { story, ...endOf(addresses) };
};

const endOf = (addresses: Addresses): Omit<Told, 'story'> => {
  const pages = [...addresses].flatMap(([path, one]): [string, string][] => ('text' in one ? [[path, one.text]] : []));
  const leads = [...addresses].flatMap(([path, one]): [string, string][] => {
    let at: Address | undefined = one;
    let end = path;
    while (at && 'movedTo' in at) [end, at] = [at.movedTo, addresses.get(at.movedTo)];
    return at && end !== path ? [[path, end]] : [];
  });
  return { pages: new Map(pages), leads: new Map(leads) };
};

const page = fc.nat({ max: STORY_PAGES.length - 1 });
const step: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('save', 'save', 'delete', 'move', 'move', 'move'), at: page, to: page });

export const pageStory: fc.Arbitrary<Told> = fc.array(step, { maxLength: 14 }).map(told);

/** All of them, some of them again, in any order. */
export const disordered = <T>(all: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
