/** Any sequence of direct and proposed changes, merges and refusals leaves every page as a model says that knows nothing of git. */
import { expect, it } from '@jest/globals';
import type { ProposalId } from '@wikibot/contracts/define/ids';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { declineProposal, readProposedPage, withdrawProposal } from '@wikibot/contracts/requests/proposals';
import fc from 'fast-check';
import { useProposingHouse } from './proposing-house.fixture.ts';

const { house, person, agent, begin, textOf, head, merge, idOf, open, wikiId } = useProposingHouse();

const PAGES = ['Pond', 'Reed', 'Open/Desk'] as const;
const SESSIONS = ['one', 'two'] as const;
/** Pages are lines far apart, so that what merges and what does not is easily said: a change sets one line. */
const LINES = 3;

type Lines = readonly string[];

const page = fc.constantFrom(...PAGES);
const session = fc.constantFrom(...SESSIONS);
const line = fc.nat(LINES - 1);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('propose' as const), page, session, line }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), page, line }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), page }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const), session }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('decline' as const, 'withdraw' as const), session }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Proposed {
  readonly id: ProposalId;
  /** Of each page that it touches: what stood when it first did, and what it would have. */
  readonly pages: Map<string, { readonly base: Lines | null; text: Lines }>;
}

interface Model {
  readonly wiki: Map<string, Lines>;
  readonly proposals: Map<string, Proposed>;
}

const textWith = (lines: Lines): string => lines.map((text, index) => `line ${index}: ${text}\n\n\n\n`).join('');
const fresh: Lines = Array.from({ length: LINES }, () => 'new');
const withLine = (lines: Lines, at: number, text: string): Lines => lines.map((old, index) => (index === at ? text : old));

/** Null when both sides changed a line differently, or one took the page away. */
const mergedLines = (base: Lines | null, yours: Lines, theirs: Lines | null): Lines | null => {
  if (theirs === null) return base === null ? yours : null;
  if (String(theirs) === String(yours)) return yours;
  if (base === null) return null;
  const lines = yours.map((text, at) =>
    text === base[at] ? theirs[at] : theirs[at] === base[at] || theirs[at] === text ? text : undefined,
  );
  return lines.some((text) => text === undefined) ? null : (lines as string[]); // none is undefined
};

let written = 0;

/** An agent that has read the page, at its proposal where that touches it. */
const baseOf = async (proposed: Proposed | undefined, path: string): Promise<string> =>
  proposed?.pages.has(path) ? ((await house().ports.proposals.get(wikiId(), proposed.id))?.revision ?? '') : head();

const propose = async (model: Model, { page: path, session: name, line: at }: Extract<Step, { kind: 'propose' }>): Promise<void> => {
  const { wiki, proposals } = model;
  const proposed = proposals.get(name);
  const standing = proposed?.pages.get(path)?.text ?? wiki.get(path);
  written += 1;
  const text = withLine(standing ?? fresh, at, `agent ${written}`);
  const data = { path, content: textWith(text), ...(standing ? { base: await baseOf(proposed, path) } : {}) };
  const answer = await house().told(savePage, data, agent(name));
  if (!path.startsWith('Open/')) return note(model, name, { path, text, id: idOf(answer) });
  expect(answer.proposal).toBeUndefined();
  wiki.set(path, text);
};

const note = ({ wiki, proposals }: Model, name: string, { path, text, id }: { path: string; text: Lines; id: ProposalId }): void => {
  const now: Proposed = proposals.get(name) ?? { id, pages: new Map() };
  expect(id).toBe(now.id);
  proposals.set(name, now);
  const known = now.pages.get(path);
  now.pages.set(path, { base: known ? known.base : (wiki.get(path) ?? null), text });
};

const mergeOne = async ({ wiki, proposals }: Model, name: string): Promise<void> => {
  const proposed = proposals.get(name);
  if (!proposed) return;
  const results = [...proposed.pages].map(([path, { base, text }]) => [path, mergedLines(base, text, wiki.get(path) ?? null)] as const);
  const outcome = await merge(proposed.id);
  const isClean = results.every(([, lines]) => lines !== null);
  const isNews = results.some(([path, lines]) => String(lines) !== String(wiki.get(path)));
  const expected = isClean ? (isNews ? 'merged' : 'proposal.nothing-to-merge') : 'proposal.conflict';
  expect(outcome.ok ? 'merged' : outcome.refusal.code).toBe(expected);
  if (!outcome.ok) return;
  for (const [path, lines] of results) wiki.set(path, lines ?? fresh);
  proposals.delete(name);
};

const end = async ({ proposals }: Model, name: string, how: 'decline' | 'withdraw'): Promise<void> => {
  const proposed = proposals.get(name);
  if (!proposed) return;
  proposals.delete(name);
  const { id: proposal } = proposed;
  if (how === 'decline') await house().told(declineProposal, { proposal, reason: 'no' }, person());
  else await house().told(withdrawProposal, { proposal }, agent(name));
};

const act = async (model: Model, one: Step): Promise<void> => {
  const { wiki } = model;
  switch (one.kind) {
    case 'propose':
      return propose(model, one);
    case 'write': {
      written += 1;
      const text = withLine(wiki.get(one.page) ?? fresh, one.line, `person ${written}`);
      const data = { path: one.page, content: textWith(text), ...(wiki.has(one.page) ? { base: await head() } : {}) };
      await house().told(savePage, data, person());
      return void wiki.set(one.page, text);
    }
    case 'delete':
      if (wiki.delete(one.page)) await house().told(deletePage, { path: one.page }, person());
      return undefined;
    case 'merge':
      return mergeOne(model, one.session);
    case 'decline':
    case 'withdraw':
      return end(model, one.session, one.kind);
  }
};

const isAsTheModelSays = async ({ wiki, proposals }: Model): Promise<void> => {
  for (const path of PAGES) {
    const lines = wiki.get(path);
    expect([path, await textOf(path)]).toEqual([path, lines && textWith(lines)]);
  }
  for (const [name, { id, pages }] of proposals) {
    for (const [path, { text }] of pages) {
      expect((await house().told(readProposedPage, { proposal: id, path }, agent(name))).content).toBe(textWith(text));
    }
  }
  expect(new Set((await open()).map(({ id }) => id))).toEqual(new Set([...proposals.values()].map(({ id }) => id)));
};

it('every page, and every proposal of one, is what a model says it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      await begin();
      const model: Model = { wiki: new Map(), proposals: new Map() };
      for (const one of steps) await act(model, one);
      await isAsTheModelSays(model);
    }),
    { numRuns: 25 },
  );
}, 120_000);
