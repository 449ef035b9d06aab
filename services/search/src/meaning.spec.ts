import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope, Outcome } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { AnswersUnit } from '@wikibot/contracts/define/service';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { builtinEmbedder } from './adapters/builtin-embedder.ts';
import makePorts from './adapters/ports.ts';
import { openFts5SearchIndex } from './adapters/fts5-search-index.ts';
import { search } from './manifest.ts';
import type { Ports } from './ports.ts';
import type { Embedder } from './ports/embedder.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const wikiId = WikiId.parse(`wik_${'b'.repeat(32)}`);
const otherId = WikiId.parse(`wik_${'c'.repeat(32)}`);

const moved = (sequence: number, pages: Readonly<Record<string, string | null>>, of = wikiId): FactEnvelope => ({
  ...testContext({ accountId: ada, wikiId: of }),
  ...{ id: `0190a6d2-0000-7000-8000-${String(sequence).padStart(12, '0')}`, kind: 'fact', name: 'wiki.HeadMoved', version: 1 },
  ...{ time: new Date(Date.UTC(2026, 0, sequence)).toISOString(), tenant: { accountId: ada, wikiId: of }, stream: `wiki/${of}`, sequence },
  data: {
    ...{ wikiId: of, head: String(sequence).padStart(40, '0'), previous: null, intent: 'save', pages: 1 },
    commits: [{ id: String(sequence).padStart(40, '0'), message: 'x' }],
    changes: Object.entries(pages).map(([page, text]) => ({
      ...{ file: `${page}.md`, page, blob: text === null ? null : String(sequence).padStart(40, '0'), bytes: 0 },
      ...(text === null ? {} : { text }),
    })),
  },
});

interface Asker {
  readonly rules?: readonly PathRule[];
  readonly of?: WikiId;
}

interface House {
  readonly runTimer: (name: string) => Promise<void>;
  readonly embedded: readonly string[];
  readonly deliver: (fact: FactEnvelope) => Promise<void>;
  readonly ask: <A>(unit: AnswersUnit, data: object, asker?: Asker) => Promise<Outcome<A>>;
}

/** The service over an index in memory and an embedder that notes what it is given. */
const setUp = async (over: Partial<Embedder> = {}): Promise<House> => {
  const embedded: string[] = [];
  const builtin = builtinEmbedder();
  const embedder: Embedder = {
    ...builtin,
    ...over,
    embed: (texts, lexicon) => (embedded.push(...texts), builtin.embed(texts, lexicon)),
  };
  const index = openFts5SearchIndex();
  const load = async () => ({
    default: async (kernel: Parameters<typeof makePorts>[0]) => ({ ...(await makePorts(kernel)), index, embedder }),
  });
  const kernel = await testKernel<Ports>(
    { ...search, ports: load },
    { clock: movableClock(), resources: { search: { payloads: memoryPayloads() } } },
  );
  return {
    embedded,
    runTimer: (name) => kernel.runtime.runTimer(name),
    deliver: (fact) => kernel.runtime.deliver('search.chunks', fact),
    ask: async <A>(unit: AnswersUnit, data: object, { rules = [], of = wikiId }: Asker = {}) => {
      const auth: AuthContext = {
        ...{ actor: { kind: 'person', accountId: ada }, accountId: ada, via: 'token', scopes: ['read'], csrfSafe: true },
        pathRules: [...rules],
      };
      const call = { data, context: testContext({ accountId: ada, wikiId: of }, { auth }) };
      return (await kernel.runtime.requests.call(unit, call)) as Outcome<A>; // the unit answers by its schema
    },
  };
};

interface Paths {
  readonly results: readonly { readonly path: string }[];
}
const pathsOf = (outcome: Outcome<Paths>): readonly string[] => {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.answer.results.map(({ path }) => path);
};

const PAGES = {
  'Open/Roses': 'Roses are pruned in spring.',
  'Secret/Roses': 'The secret of pruning roses in spring.',
  Shed: 'A chainsaw and oil.',
};

describe('what is embedded', () => {
  it('is each text once, also when its page is written again around it', async () => {
    const { deliver, embedded } = await setUp();
    const long = (words: string): string => `${words} `.repeat(60);
    await deliver(moved(1, { Page: `# One\n${long('alpha')}\n\n# Two\n${long('beta')}` }));
    expect(embedded).toHaveLength(2);
    await deliver(moved(2, { Page: `# One\n${long('alpha')}\n\n# Two\n${long('gamma')}` }));
    expect(embedded.slice(2)).toEqual([expect.stringContaining('gamma')]);
  });
});

describe('a slow model', () => {
  it('embeds what was written when the timer comes, and words serve meanwhile', async () => {
    const { deliver, embedded, runTimer, ask } = await setUp({ isQuick: false });
    await deliver(moved(1, PAGES));
    expect(embedded).toEqual([]);
    expect(pathsOf(await ask<Paths>(search.units.findPages, { query: 'chainsaw' }))).toEqual(['Shed']);
    expect(pathsOf(await ask<Paths>(search.units.findPassages, { query: 'chainsaw' }))).toEqual([]);
    await runTimer('embedWaiting');
    expect(pathsOf(await ask<Paths>(search.units.findPassages, { query: 'oiled chainsaw', limit: 1 }))).toEqual(['Shed']);
    const count = embedded.length;
    await runTimer('embedWaiting');
    expect(embedded).toHaveLength(count);
  });
});

describe('every question about meaning', () => {
  const questions: readonly (readonly [string, AnswersUnit, object])[] = [
    ['search', search.units.findPages, { query: 'pruning roses in spring' }],
    ['search by meaning', search.units.findPages, { query: 'pruning roses in spring', mode: 'meaning' }],
    ['passages', search.units.findPassages, { query: 'pruning roses in spring', limit: 50, perPage: 5 }],
    ['pages like one', search.units.findSimilarPages, { path: 'Open/Roses' }],
  ];

  it.each(questions)('%s keeps to what the asker may read', async (_name, unit, data) => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    expect(pathsOf(await ask<Paths>(unit, data))).toContain('Secret/Roses');
    const hidden = await ask<Paths>(unit, data, { rules: [{ prefix: 'Secret', access: 'none' }] });
    expect(pathsOf(hidden)).not.toContain('Secret/Roses');
    expect(JSON.stringify(hidden)).not.toContain('The secret');
  });

  it.each(questions)('%s sees nothing of another wiki', async (_name, unit, data) => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    await deliver(moved(1, { 'Open/Roses': 'Roses pruned by others in spring.', Theirs: 'Pruning roses elsewhere.' }, otherId));
    expect(pathsOf(await ask<Paths>(unit, data))).not.toContain('Theirs');
    expect(pathsOf(await ask<Paths>(unit, data, { of: otherId }))).not.toContain('Secret/Roses');
  });

  it.each(questions)('%s forgets what was deleted', async (_name, unit, data) => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    await deliver(moved(2, { 'Secret/Roses': null }));
    expect(pathsOf(await ask<Paths>(unit, data))).not.toContain('Secret/Roses');
  });
});

describe('a page that may not be read', () => {
  it('is not told by pages like it', async () => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    const outcome = await ask<Paths>(
      search.units.findSimilarPages,
      { path: 'Secret/Roses' },
      { rules: [{ prefix: 'Secret', access: 'none' }] },
    );
    expect(outcome).toMatchObject({ ok: false });
  });
});

describe('paging through both ways at once', () => {
  it('gives every page once, in the order of one long answer', async () => {
    const { deliver, ask } = await setUp();
    const many = Object.fromEntries(
      Array.from({ length: 90 }, (_, at) => [`Page ${String(at).padStart(2, '0')}`, `apple tree number${at % 7}`]),
    );
    await deliver(moved(1, many));
    interface Page extends Paths {
      readonly next?: string;
      readonly total: number;
    }
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const outcome = await ask<Page>(search.units.findPages, {
        ...{ query: 'apple tree planted beside number3 somewhere', limit: 13 },
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...pathsOf(outcome));
      cursor = outcome.ok ? outcome.answer.next : undefined;
      if (cursor === undefined) break;
    }
    expect(new Set(seen).size).toBe(90);
    expect(seen).toHaveLength(90);
  });

  it.each(['nonsense', '-1', '0.x', '99999'])('refuses the cursor %s', async (cursor) => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    expect(await ask(search.units.findPages, { query: 'roses', cursor })).toMatchObject({
      ok: false,
      refusal: { code: 'search.bad-cursor' },
    });
  });
});

describe('hostile questions', () => {
  it.each([
    '"',
    'NEAR(a b)',
    '{title} : x',
    '{"match_all":{}}',
    '\u0000',
    '\ud800',
    "'; DROP TABLE vector;--",
    'a'.repeat(400),
    '日本',
    '🌹🌹',
  ])('are words, or none: %j', async (query) => {
    const { deliver, ask } = await setUp();
    await deliver(moved(1, PAGES));
    for (const [unit, data] of [
      [search.units.findPages, {}],
      [search.units.findPages, { mode: 'meaning' }],
      [search.units.findPassages, {}],
      [search.units.suggestPages, {}],
    ] as const) {
      const outcome = await ask(unit, { query, ...data });
      if (!outcome.ok) expect(outcome.refusal.kind).toBe('invalid');
    }
  });

  it.each(['', ' ', 'x'.repeat(401)])('of a wrong length are refused: %j', async (query) => {
    const { ask } = await setUp();
    expect(await ask(search.units.findPassages, { query })).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });
});
