/** The search service alone, over an index in a folder: what is measured is the service, not the way to it. */
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { Hit } from '@wikibot/contracts/requests/search';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { services } from '../services/all.ts';

export interface LoadPage {
  readonly path: string;
  readonly text: string;
}

export interface SearchAlone {
  /** One move of the wiki's head that brings these pages. */
  put(wiki: number, sequence: number, pages: readonly LoadPage[]): Promise<void>;
  /** How many the index has of it. */
  chunks(wiki: number): Promise<number>;
  find(wiki: number, query: string, mode: 'hybrid' | 'words' | 'meaning'): Promise<readonly Hit[]>;
}

/** The ports of search, as far as they are looked at here; a wiki that was never indexed anew stands on the shelf of its own name. */
interface Indexed {
  readonly index: { readonly count: (wikiId: WikiId) => Promise<{ readonly chunks: number }> };
}

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const wikiOf = (number: number): WikiId => WikiId.parse(`wik_${String(number).padStart(32, '0')}`);
const AUTH: AuthContext = {
  ...{ actor: { kind: 'person', accountId: ada }, accountId: ada, via: 'token', scopes: ['read'], csrfSafe: true },
  pathRules: [],
};

const factOf = (wikiId: WikiId, sequence: number, pages: readonly LoadPage[]): FactEnvelope => {
  const id = String(sequence).padStart(40, '0');
  return {
    ...testContext({ accountId: ada, wikiId }),
    ...{ id: `0190a6d2-0000-7000-8000-${String(sequence).padStart(12, '0')}`, kind: 'fact', name: 'wiki.HeadMoved', version: 1 },
    ...{ time: new Date().toISOString(), tenant: { accountId: ada, wikiId }, stream: `wiki/${wikiId}`, sequence },
    data: {
      ...{ wikiId, head: id, previous: null, intent: 'import', commits: [{ id, message: 'x' }], pages: 1 },
      changes: pages.map(({ path: page, text }) => ({ file: `${page}.md`, page, blob: id, bytes: text.length, text })),
    },
  };
};

export const searchAlone = async (folder: string): Promise<SearchAlone> => {
  const manifest = services.find(({ name }) => name === 'search');
  if (!manifest) throw new Error('there is no search service');
  const kernel = await testKernel(manifest, { resources: { search: { index: { kind: 'embedded', folder } } } });
  const unit = manifest.units['findPages'];
  if (unit?.kind !== 'answers') throw new Error('search answers no findPages');
  return {
    put: async (wiki, sequence, pages) => kernel.runtime.deliver('search.chunks', factOf(wikiOf(wiki), sequence, pages)),
    async chunks(wiki) {
      const { index } = (await kernel.runtime.ports()) as unknown as Indexed;
      return (await index.count(wikiOf(wiki))).chunks;
    },
    async find(wiki, query, mode) {
      const context = testContext({ accountId: ada, wikiId: wikiOf(wiki) }, { auth: AUTH });
      const outcome = await kernel.runtime.requests.call(unit, { data: { query, mode, limit: 10 }, context });
      // Some made-up words are English words that say nothing.
      if (!outcome.ok && outcome.refusal.kind === 'invalid') return [];
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      return (outcome.answer as { readonly results: readonly Hit[] }).results; // as findPages answers
    },
  };
};
