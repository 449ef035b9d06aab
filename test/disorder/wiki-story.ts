/** Made-up lives of a wiki: the facts of one stream, and what must be there in the end. */
import { createHash } from 'node:crypto';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import { headMoved, wikiActivated, wikiFounded } from '@wikibot/contracts/facts/wiki';
import { graceEnded, wikiDeleted } from '@wikibot/contracts/facts/wiki-life';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import type { LifeEvent, Standing, Told } from './wiki-life.ts';
import { happening, mergedBy } from './wiki-life.ts';

export const wikiId = WikiId.parse(`wik_${'7'.repeat(32)}`);
export const ownerId = AccountId.parse(`acc_${'a'.repeat(32)}`); // the first of the people in wiki-life.ts

/** Pages that fold in, under, and beside each other; the spellings of one page are listed together. */
const names = [['Pond', 'pond', 'POND'], ['Animals/Frog'], ['Animals'], ['Meta/Page_Template']] as const;
export const words = ['heron', 'sundew', 'newt', 'reed'] as const;

export interface Wish {
  readonly name: number;
  readonly spelling: number;
  /** A word of the new text; null deletes the page. */
  readonly word: number | null;
  /** Far above what travels in a fact. */
  readonly isLong: boolean;
  readonly deletesFirst: boolean;
}

export interface Story {
  readonly facts: readonly FactEnvelope[];
  /** Text of every page that stands in the end, by path. */
  readonly pages: ReadonlyMap<string, string>;
  readonly standing: Standing;
}

/** Every page keeps its first spelling; what respelling does is told in a story of its own. */
const wish: fc.Arbitrary<Wish> = fc.record({
  name: fc.nat(names.length - 1),
  spelling: fc.constant(0),
  word: fc.option(fc.nat(words.length - 1), { freq: 3 }),
  isLong: fc.boolean(),
  deletesFirst: fc.boolean(),
});

/** Moves of one to three pages each. */
export const wishes = fc.array(fc.uniqueArray(wish, { minLength: 1, maxLength: 3, selector: (one) => one.name }), {
  minLength: 1,
  maxLength: 6,
});

/** A page under one spelling and then, in one move, under another. */
export const respelling = (deletesFirst: boolean): readonly (readonly Wish[])[] => {
  const born: Wish = { name: 0, spelling: 0, word: 0, isLong: false, deletesFirst };
  return [[born], [{ ...born, spelling: 1, word: 1 }]];
};

const oid = (text: string): ObjectId => ObjectId.parse(createHash('sha1').update(text).digest('hex'));

const textOf = ({ word, isLong }: Wish, sequence: number): string =>
  `# Title ${sequence}\n\nAbout the ${words[word ?? 0]}, see [[Animals]] and [[Nowhere]].\n${isLong ? 'A long line of a long page.\n'.repeat(40) : ''}`;

const gone = (path: string): FileChange => ({ file: `${path}.md`, page: path, blob: null, bytes: 0 });

const put = async (path: string, text: string, { isLong, payloads }: { isLong: boolean; payloads: Payloads }): Promise<FileChange> => {
  const change = { file: `${path}.md`, page: path, blob: oid(text), bytes: Buffer.byteLength(text) };
  return isLong ? { ...change, payload: await payloads.put(Buffer.from(text), {}) } : { ...change, text };
};

/** What one wish does to what stands: nothing, a new text, a deletion, or another spelling, which is a deletion and a creation. */
const changesOf = async (
  one: Wish,
  standing: Map<string, { path: string; text: string }>,
  work: { sequence: number; payloads: Payloads },
) => {
  const spellings = names[one.name] ?? ['Pond'];
  const path = spellings[one.spelling % spellings.length] ?? spellings[0];
  const before = standing.get(pageKey(path));
  if (one.word === null) {
    standing.delete(pageKey(path));
    return before ? [gone(before.path)] : [];
  }
  const text = textOf(one, work.sequence);
  standing.set(pageKey(path), { path, text });
  const created = await put(path, text, { isLong: one.isLong, payloads: work.payloads });
  if (!before || before.path === path) return [created];
  return one.deletesFirst ? [gone(before.path), created] : [created, gone(before.path)];
};

interface Moment {
  readonly name: string;
  readonly sequence: number;
  readonly data: object;
  /** Whose the wiki is after it. */
  readonly accountId: AccountId;
}

const envelope = ({ name, sequence, data, accountId }: Moment): FactEnvelope => ({
  kind: 'fact',
  id: `01900000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  name,
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1, 0, sequence)).toISOString(),
  actor: { kind: 'person', accountId: ownerId },
  tenant: { accountId, wikiId },
  correlationId: 'story',
  stream: `wiki/${wikiId}`,
  sequence,
  data,
});

/** A story under way: what was told so far, and what has come of it. */
interface Telling {
  readonly facts: FactEnvelope[];
  readonly texts: Map<string, { path: string; text: string }>;
  standing: Standing;
  head: ObjectId | null;
}

const tell = ({ facts, standing }: Telling, { name, data }: Told): void =>
  void facts.push(envelope({ name, data, sequence: facts.length + 1, accountId: standing.ownerId }));

/** Nobody changes pages of a wiki that is archived, or goes. */
const move = async (telling: Telling, wanted: readonly Wish[], payloads: Payloads): Promise<void> => {
  if (telling.standing.status !== 'active') return;
  const sequence = telling.facts.length + 1;
  const changes: FileChange[] = [];
  for (const one of wanted) changes.push(...(await changesOf(one, telling.texts, { sequence, payloads })));
  if (changes.length === 0) return;
  const [head, previous] = [oid(`head ${sequence}`), telling.head];
  telling.head = head;
  const commits = [{ id: head, message: `Move ${sequence}` }];
  const data = { wikiId, head, previous, commits, changes, pages: telling.texts.size, ...mergedBy(sequence, ownerId) };
  tell(telling, { name: headMoved.name, data });
};

const live = (telling: Telling, event: LifeEvent): void => {
  const { standing, facts, texts } = telling;
  const happened = happening(event, { wikiId, standing, choice: event.choice, pages: texts.size, sequence: facts.length + 1 });
  if (!happened) return;
  telling.standing = happened.standing;
  for (const fact of happened.facts) tell(telling, fact);
};

export const storyOf = async (
  { moves, events = [] }: { readonly moves: readonly (readonly Wish[])[]; readonly events?: readonly LifeEvent[] },
  payloads: Payloads,
): Promise<Story> => {
  const [name, slug, visibility] = ['Notes', 'notes', 'private'];
  const telling: Telling = { facts: [], texts: new Map(), standing: { ownerId, slug, name, visibility, status: 'active' }, head: null };
  tell(telling, { name: wikiFounded.name, data: { wikiId, ownerId, slug, name, purpose: 'Of ponds.', visibility, categories: [] } });
  tell(telling, { name: wikiActivated.name, data: { wikiId } });
  for (const [place, wanted] of moves.entries()) {
    await move(telling, wanted, payloads);
    for (const event of events.filter(({ after }) => after === place)) live(telling, event);
  }
  const pages = new Map([...telling.texts.values()].map(({ path, text }) => [path, text]));
  return { facts: telling.facts, pages, standing: telling.standing };
};

/** The same, and the wiki is deleted in the end. */
export const endOf = ({ facts, pages, standing }: Story): Story => {
  const telling: Telling = { facts: [...facts], texts: new Map(), standing, head: null };
  live(telling, { kind: 'delete', choice: 0, after: 0 });
  for (const { name } of [graceEnded, wikiDeleted]) tell(telling, { name, data: { wikiId } });
  return { facts: telling.facts, pages, standing: telling.standing };
};
