import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import type { OpenSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import type { Resources } from '@wikibot/platform/kernel/ports';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { search } from '../manifest.ts';
import type { Ports } from '../ports.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const wikiId = WikiId.parse(`wik_${'b'.repeat(32)}`);

let wire: OpenSearchWire;
beforeAll(async () => {
  wire = await openSearchWire();
});
afterAll(() => wire.close());

const saved = (sequence: number, page: string, text: string): FactEnvelope => ({
  ...testContext({ accountId: ada, wikiId }),
  id: `0190a6d2-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  kind: 'fact',
  name: 'wiki.HeadMoved',
  version: 1,
  time: '2026-01-01T00:00:00.000Z',
  tenant: { accountId: ada, wikiId },
  stream: `wiki/${wikiId}`,
  sequence,
  data: {
    wikiId,
    head: String(sequence).padStart(40, '0'),
    previous: null,
    intent: 'save',
    commits: [{ id: String(sequence).padStart(40, '0'), message: 'x' }],
    changes: [{ file: `${page}.md`, page, blob: 'c'.repeat(40), bytes: 1, text }],
    pages: 1,
  },
});

const houseWith = async (index: Resources['index']) => {
  const payloads = memoryPayloads();
  const kernel = await testKernel<Ports>(search, {
    clock: movableClock(),
    resources: { search: { payloads, ...(index === undefined ? {} : { index }) } },
  });
  const call = (unit: Parameters<typeof kernel.runtime.requests.call>[0], data: object) =>
    kernel.runtime.requests.call(unit, { data, context: testContext({ accountId: ada, wikiId }) });
  return {
    deliver: (fact: FactEnvelope) => kernel.runtime.deliver('search.chunks', fact),
    find: (query: string) => call(search.units.findPages, { query }),
    awaitIndexed: (sequence: number) => call(search.units.awaitIndexed, { wikiId, sequence }),
  };
};

describe('search with an OpenSearch domain', () => {
  it('finds what the facts say', async () => {
    const { deliver, find } = await houseWith({ kind: 'opensearch', endpoint: wire.endpoint });
    await deliver(saved(1, 'One', 'apple'));
    await deliver(saved(3, 'One', 'apple pear'));
    await deliver(saved(2, 'One', 'late'));
    expect(await find('pear')).toMatchObject({ ok: true, answer: { total: 1, results: [{ path: 'One' }] } });
    expect(await find('late')).toMatchObject({ ok: true, answer: { total: 0 } });
  });

  it('says to come again while the domain cannot answer', async () => {
    const { find } = await houseWith({ kind: 'opensearch', endpoint: wire.endpoint });
    await find('apple');
    wire.order({ call: '_msearch', times: 3, how: 503 });
    expect(await find('apple')).toMatchObject({ ok: false, refusal: { code: 'search.busy', kind: 'unavailable' } });
  });
});

describe('search without a domain', () => {
  it('refuses, and says why', async () => {
    const { find } = await houseWith(undefined);
    expect(await find('apple')).toMatchObject({ ok: false, refusal: { code: 'search.not-configured', kind: 'unavailable' } });
  });

  it('takes every fact, and keeps no new wiki waiting', async () => {
    const { deliver, awaitIndexed } = await houseWith(undefined);
    await deliver(saved(1, 'One', 'apple'));
    expect(await awaitIndexed(1)).toMatchObject({ ok: true, answer: { sequence: 1 } });
  });
});
