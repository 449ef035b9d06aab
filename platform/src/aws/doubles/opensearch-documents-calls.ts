/** Calls of OpenSearch's double that change documents or look one up by its id. */
import { WireRefusal } from './aws-json-wire.ts';
import { knownParameters, linePairs, parsedBody, routed } from './opensearch-body.ts';
import type { ApiAnswer, ApiCall } from './opensearch-body.ts';
import { compiled } from './opensearch-query.ts';
import { listOf, numberOf, objectOf, refusal, textOf } from './opensearch-refusals.ts';
import type { Named, Store } from './opensearch-store.ts';

const BULK = 'api-reference/document-apis/bulk';
const GET = 'api-reference/document-apis/multi-get';
const DELETE = 'api-reference/document-apis/delete-by-query';
const MAX_ID_BYTES = 512;

const identityOf = (action: unknown) => {
  const { index } = objectOf(action, 'action', { page: BULK, known: ['index'] });
  const said = objectOf(index, 'index', { page: BULK, known: ['_id', 'routing', 'version', 'version_type'] });
  const id = textOf(said['_id'], '_id', BULK);
  if (Buffer.byteLength(id) > MAX_ID_BYTES)
    throw refusal('illegal_argument_exception', `id [${id}] is too long, must be no longer than 512 bytes`, { page: BULK });
  const gate = said['version_type'];
  if (gate !== 'external' && gate !== 'external_gte')
    throw refusal('illegal_argument_exception', 'this double keeps external versions', { page: BULK });
  const version = numberOf(said['version'], 'version', BULK);
  return { id, routing: routed(said['routing'], BULK), version, takesEqual: gate === 'external_gte' };
};

interface ItemAnswer {
  readonly status: number;
  readonly error?: object;
}

const itemOf = (store: Store, { index, documents }: Named, [action, source]: readonly [unknown, unknown]): ItemAnswer => {
  const identity = identityOf(action);
  const place = { _index: index, _id: identity.id };
  try {
    const failure = store.nextItemFailure();
    if (failure) throw refusal(failure.type, 'ordered by the test', { page: BULK, status: failure.status });
    const result = documents.put(identity, objectOf(source, 'source', { page: BULK }));
    return { ...place, ...{ _version: identity.version, result }, status: result === 'created' ? 201 : 200 };
  } catch (error) {
    if (!(error instanceof WireRefusal)) throw error;
    return { ...place, status: error.status, error: { type: error.code, reason: error.message, index } };
  }
};

export const bulk = (store: Store, name: string, call: ApiCall): ApiAnswer => {
  knownParameters(call, BULK, ['require_alias', 'refresh']);
  const { require_alias: needsAlias, refresh } = call.parameters;
  if (needsAlias === 'true' && !store.isAlias(name)) {
    const reason = `no such index [${name}] and [require_alias] request flag is [true] and [${name}] is not an alias`;
    throw refusal('index_not_found_exception', reason, { page: BULK, status: 404 });
  }
  if (refresh !== undefined && !['true', 'wait_for', 'false'].includes(refresh))
    throw refusal('illegal_argument_exception', `Unknown value for refresh: [${refresh}].`, { page: BULK });
  const target = store.named(name, BULK);
  const items = linePairs(call.body, BULK).map((pair) => ({ index: itemOf(store, target, pair) }));
  if (refresh === 'true' || refresh === 'wait_for') target.documents.refresh();
  return { status: 200, body: { took: 1, errors: items.some(({ index }) => index.error !== undefined), items } };
};

/** Realtime: what is there, found by searches yet or not. */
export const multiGet = (store: Store, name: string, call: ApiCall): ApiAnswer => {
  knownParameters(call, GET);
  const { index, documents } = store.named(name, GET);
  const { docs } = objectOf(parsedBody(call.body, GET), 'mget', { page: GET, known: ['docs'] });
  const found = listOf(docs, 'docs', GET).map((one) => {
    const { _id: id, routing } = objectOf(one, 'doc', { page: GET, known: ['_id', 'routing', '_source'] });
    const document = documents.get(textOf(id, '_id', GET), routed(routing, GET));
    return { _index: index, _id: id, ...(document ? { found: true, _version: document.version } : { found: false }) };
  });
  return { status: 200, body: { docs: found } };
};

/** Deletes what a search finds; what has changed since is a conflict. */
export const deleteByQuery = (store: Store, name: string, call: ApiCall): ApiAnswer => {
  knownParameters(call, DELETE, ['routing', 'conflicts', 'refresh']);
  routed(call.parameters['routing'], DELETE);
  const { documents } = store.named(name, DELETE);
  const { query } = objectOf(parsedBody(call.body, DELETE), 'delete_by_query', { page: DELETE, known: ['query'] });
  const score = compiled(query, { documents, path: '', boost: 1, innerHits: [], count: { leaves: 0 } });
  const found = documents.searchable().filter((document) => score({ document, part: document.root, at: -1 }) !== undefined);
  const isChanged = new Set(
    found.filter(({ id, routing, version }) => documents.get(id, routing)?.version !== version || store.isDisturbed()),
  );
  if (isChanged.size > 0 && call.parameters['conflicts'] !== 'proceed')
    throw refusal('version_conflict_engine_exception', 'version conflict', { page: DELETE, status: 409 });
  const deleted = found.filter((document) => !isChanged.has(document));
  for (const { id } of deleted) documents.delete(id);
  if (call.parameters['refresh'] === 'true') documents.refresh();
  const counts = { total: found.length, deleted: deleted.length, version_conflicts: isChanged.size };
  return { status: 200, body: { took: 1, timed_out: false, ...counts, failures: [] } };
};
