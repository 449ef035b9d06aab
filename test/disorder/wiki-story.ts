/** Made-up lives of a wiki: the facts of one stream, and what must be there in the end. */
import { createHash } from 'node:crypto';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import { headMoved, wikiActivated, wikiFounded } from '@wikibot/contracts/facts/wiki';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';

export const wikiId = WikiId.parse(`wik_${'7'.repeat(32)}`);
export const ownerId = AccountId.parse(`acc_${'a'.repeat(32)}`);

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

const envelope = (name: string, sequence: number, data: object): FactEnvelope => ({
  kind: 'fact',
  id: `01900000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  name,
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1, 0, sequence)).toISOString(),
  actor: { kind: 'person', accountId: ownerId },
  tenant: { accountId: ownerId, wikiId },
  correlationId: 'story',
  stream: `wiki/${wikiId}`,
  sequence,
  data,
});

export const storyOf = async (moves: readonly (readonly Wish[])[], payloads: Payloads): Promise<Story> => {
  const standing = new Map<string, { path: string; text: string }>();
  const founding = { wikiId, ownerId, slug: 'notes', name: 'Notes', purpose: 'Of ponds.', visibility: 'private', categories: [] };
  const facts = [envelope(wikiFounded.name, 1, founding)];
  for (const move of moves) {
    const sequence = facts.length + 1;
    const changes: FileChange[] = [];
    for (const one of move) changes.push(...(await changesOf(one, standing, { sequence, payloads })));
    if (changes.length === 0) continue;
    const head = oid(`head ${sequence}`);
    const previous = sequence === 2 ? null : oid(`head ${sequence - 1}`);
    facts.push(
      envelope(headMoved.name, sequence, {
        wikiId,
        head,
        previous,
        intent: 'save',
        commits: [{ id: head, message: `Move ${sequence}` }],
        changes,
        pages: standing.size,
      }),
    );
  }
  facts.push(envelope(wikiActivated.name, facts.length + 1, { wikiId }));
  return { facts, pages: new Map([...standing.values()].map(({ path, text }) => [path, text])) };
};
