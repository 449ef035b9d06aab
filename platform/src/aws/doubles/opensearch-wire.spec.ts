import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WireRefusal } from './aws-json-wire.ts';
import { openSearchWire } from './opensearch-wire.ts';
import type { OpenSearchWire } from './opensearch-wire.ts';

const DEFINITION = {
  settings: {
    index: {
      knn: true,
      refresh_interval: '1s',
      gc_deletes: '60s',
      max_regex_length: 1000,
      mapping: { nested_objects: { limit: 2 } },
      similarity: { once: { type: 'scripted', script: { source: 'return query.boost * doc.freq / (doc.freq + 1.0);' } } },
      analysis: {
        analyzer: { words: { type: 'custom', tokenizer: 'spaces' } },
        tokenizer: { spaces: { type: 'whitespace', max_token_length: 2000 } },
      },
    },
  },
  mappings: {
    dynamic: 'strict',
    _routing: { required: true },
    properties: {
      owner: { type: 'keyword' },
      shown: { type: 'keyword', index: false, doc_values: false },
      parts: {
        type: 'nested',
        properties: {
          words: { type: 'text', analyzer: 'words', similarity: 'once' },
          vector: {
            type: 'knn_vector',
            dimension: 2,
            method: { name: 'hnsw', engine: 'lucene', space_type: 'cosinesimil', parameters: { m: 16, ef_construction: 128 } },
          },
        },
      },
    },
  },
  aliases: { things: {} },
};

let wire: OpenSearchWire;
let now = 0;
const send = async (method: string, path: string, body?: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${wire.endpoint}${path}`, { method, ...(body === undefined ? {} : { body: text }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
};
const put = (source: object, action: object = {}, parameters = 'refresh=true') => {
  const head = { index: { _id: '1', routing: 'a', version: 1, version_type: 'external', ...action } };
  return send('PUT', `/things/_bulk?${parameters}`, `${JSON.stringify(head)}\n${JSON.stringify(source)}\n`);
};
const search = (query: object, more: object = {}) => send('POST', '/things/_search?routing=a', { size: 9, _source: false, query, ...more });
const refused = (type: string, status = 400) => ({ status, body: { status, error: { type } } });

beforeEach(async () => {
  wire = await openSearchWire({ now: () => now });
  expect((await send('PUT', '/things-v1', DEFINITION)).status).toBe(200);
});
afterEach(() => wire.close());

describe('the double of OpenSearch', () => {
  it('refuses what it does not know by the type of error that OpenSearch has, and names the page', async () => {
    const answer = await search({ trem: { owner: { value: 'x' } } });
    expect(answer).toMatchObject(refused('parsing_exception'));
    expect(JSON.stringify(answer.body)).toContain('OpenSearch documentation, query-dsl');
  });

  it.each([
    ['an unknown key of a query', { term: { owner: { value: 'x', bost: 2 } } }, 'parsing_exception'],
    ['two fields in one query', { term: { owner: { value: 'x' }, shown: { value: 'y' } } }, 'parsing_exception'],
    ['a field that is not indexed', { term: { shown: { value: 'x' } } }, 'query_shard_exception'],
    ['a field that is not there', { term: { nowhere: { value: 'x' } } }, 'illegal_argument_exception'],
    ['a nested field outside of its object', { term: { 'parts.words': { value: 'x' } } }, 'illegal_argument_exception'],
    ['a path that is not nested', { nested: { path: 'owner', score_mode: 'max', query: { match_all: {} } } }, 'query_shard_exception'],
    ['a query string', { query_string: { query: 'owner:x' } }, 'parsing_exception'],
    ['an expression with an operator of Lucene', { regexp: { owner: { value: 'a{2}', flags: 'NONE' } } }, 'illegal_argument_exception'],
    ['a long expression', { regexp: { owner: { value: 'a'.repeat(1001), flags: 'NONE' } } }, 'illegal_argument_exception'],
    ['more than 1,024 clauses', { bool: { should: Array.from({ length: 1025 }, () => ({ match_all: {} })) } }, 'too_many_nested_clauses'],
  ])('refuses %s', async (_, query, type) => {
    expect(await search(query)).toMatchObject(refused(type));
  });

  it('refuses a search without routing, a parameter and a call that it does not know', async () => {
    expect(await send('POST', '/things/_search', { size: 1, query: { match_all: {} } })).toMatchObject(
      refused('routing_missing_exception'),
    );
    expect(await send('POST', '/things/_search?routing=a&q=x', {})).toMatchObject(refused('illegal_argument_exception'));
    expect(await send('DELETE', '/things-v1')).toMatchObject(refused('illegal_argument_exception'));
    expect(await send('POST', '/nowhere/_search?routing=a', { size: 1 })).toMatchObject(refused('index_not_found_exception', 404));
  });

  it('makes an index once, and only of what it acts on', async () => {
    expect(await send('PUT', '/things-v1', DEFINITION)).toMatchObject(refused('resource_already_exists_exception'));
    const settings = { index: { ...DEFINITION.settings.index, max_result_windw: 5 } };
    expect(await send('PUT', '/others', { ...DEFINITION, settings })).toMatchObject(refused('parsing_exception'));
    const mappings = { ...DEFINITION.mappings, properties: { owner: { type: 'keyward' } } };
    expect(await send('PUT', '/others', { ...DEFINITION, mappings })).toMatchObject(refused('mapper_parsing_exception'));
  });

  it.each([
    ['an unmapped field', { owner: 'x', other: 1 }, 'strict_dynamic_mapping_exception'],
    ['a value of another type', { owner: 5 }, 'mapper_parsing_exception'],
    ['a term of more than 32,766 bytes', { owner: 'x'.repeat(32_767) }, 'illegal_argument_exception'],
    ['a vector of another length', { parts: [{ vector: [1] }] }, 'mapper_parsing_exception'],
    ['a vector without direction', { parts: [{ vector: [0, 0] }] }, 'mapper_parsing_exception'],
    ['more nested objects than the limit', { parts: [{}, {}, {}] }, 'mapper_parsing_exception'],
  ])('refuses a document with %s, and no other of the bulk', async (_, source, type) => {
    const { status, body } = await put(source);
    expect({ status, body }).toMatchObject({ status: 200, body: { errors: true, items: [{ index: { status: 400, error: { type } } }] } });
  });

  it('refuses a bulk to what is no alias when one is required', async () => {
    const line = `${JSON.stringify({ index: { _id: '1', routing: 'a', version: 1, version_type: 'external' } })}\n{}\n`;
    expect(await send('PUT', '/things-v1/_bulk?require_alias=true', line)).toMatchObject(refused('index_not_found_exception', 404));
  });

  it('keeps the newer of two versions, and the version of what was deleted for a while', async () => {
    const stored = async (version: number) => (await put({ owner: 'x' }, { version })).body['items'];
    expect(await stored(5)).toMatchObject([{ index: { status: 201 } }]);
    expect(await stored(5)).toMatchObject([{ index: { status: 409, error: { type: 'version_conflict_engine_exception' } } }]);
    await send('POST', '/things/_delete_by_query?routing=a&refresh=true', { query: { term: { owner: { value: 'x' } } } });
    expect(await stored(6)).toMatchObject([{ index: { status: 409 } }]);
    now += 60_001;
    expect(await stored(1)).toMatchObject([{ index: { status: 201 } }]);
  });

  it('finds a document only after a refresh', async () => {
    await put({ owner: 'x' }, {}, 'refresh=false');
    expect((await search({ match_all: {} })).body['hits']).toMatchObject({ hits: [] });
    await send('GET', '/things/_refresh');
    expect((await search({ match_all: {} })).body['hits']).toMatchObject({ hits: [{ _id: '1' }] });
  });

  it('scores by the similarity of the field and takes phrases as they stand', async () => {
    await put({ parts: [{ words: 'one two' }, { words: 'two one one' }] });
    const inParts = (query: object) => search({ nested: { path: 'parts', score_mode: 'max', query, inner_hits: { size: 1 } } });
    const { body } = await inParts({ bool: { must: [{ term: { 'parts.words': { value: 'one' } } }], boost: 3 } });
    expect(body['hits']).toMatchObject({ hits: [{ _score: 2, inner_hits: { parts: { hits: { hits: [{ _nested: { offset: 1 } }] } } } }] });
    expect((await inParts({ match_phrase: { 'parts.words': { query: 'one two' } } })).body['hits']).toMatchObject({ hits: [{ _id: '1' }] });
    expect((await inParts({ match_phrase: { 'parts.words': { query: 'two two' } } })).body['hits']).toMatchObject({ hits: [] });
  });

  it('admits whom it is told to', async () => {
    await wire.close();
    wire = await openSearchWire({
      admit: ({ operation }) => {
        if (operation === 'ESHttpPut') throw new WireRefusal('security_exception', 'not allowed', { status: 403 });
      },
    });
    expect((await send('PUT', '/things-v1', DEFINITION)).status).toBe(403);
  });
});
