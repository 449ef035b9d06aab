/** The calls that OpenSearch's double takes: those of the API that are needed here, and no others. */
import { WireRefusal } from './aws-json-wire.ts';
import { knownParameters, linePairs, parsedBody, routed } from './opensearch-body.ts';
import type { ApiAnswer, ApiCall } from './opensearch-body.ts';
import { bulk, deleteByQuery, multiGet } from './opensearch-documents-calls.ts';
import { definitionOf } from './opensearch-mapping.ts';
import { objectOf, refusal } from './opensearch-refusals.ts';
import { searched } from './opensearch-search.ts';
import type { Store } from './opensearch-store.ts';

const CREATE = 'api-reference/index-apis/create-index';
const SEARCH = 'api-reference/search-apis/search';
const SEARCHES = 'api-reference/search-apis/multi-search';
const REFRESH = 'api-reference/index-apis/refresh';
const INDEX_NAME = /^[a-z0-9][a-z0-9_.-]{0,254}$/;

type Take = (store: Store, name: string, call: ApiCall) => ApiAnswer;

const create: Take = (store, index, call) => {
  knownParameters(call, CREATE);
  if (!INDEX_NAME.test(index)) throw refusal('invalid_index_name_exception', `Invalid index name [${index}]`, { page: CREATE });
  if (store.has(index)) throw refusal('resource_already_exists_exception', `index [${index}] already exists`, { page: CREATE });
  store.add(index, definitionOf(parsedBody(call.body, CREATE)));
  return { status: 200, body: { acknowledged: true, shards_acknowledged: true, index } };
};

const search: Take = (store, name, call) => {
  knownParameters(call, SEARCH, ['routing']);
  routed(call.parameters['routing'], SEARCH);
  const { index, documents } = store.named(name, SEARCH);
  return { status: 200, body: searched(documents, parsedBody(call.body, SEARCH), index) };
};

const multiSearch: Take = (store, name, call) => {
  knownParameters(call, SEARCHES);
  const one = ([header, body]: readonly [unknown, unknown]): object => {
    try {
      routed(objectOf(header, 'header', { page: SEARCHES, known: ['routing'] })['routing'], SEARCHES);
      const { index, documents } = store.named(name, SEARCHES);
      return searched(documents, body, index);
    } catch (error) {
      if (!(error instanceof WireRefusal)) throw error;
      return { error: { root_cause: [], type: error.code, reason: error.message }, status: error.status };
    }
  };
  return { status: 200, body: { took: 1, responses: linePairs(call.body, SEARCHES).map(one) } };
};

const refresh: Take = (store, name, call) => {
  knownParameters(call, REFRESH);
  store.named(name, REFRESH).documents.refresh();
  return { status: 200, body: { _shards: { total: 1, successful: 1, failed: 0 } } };
};

const aliasExists: Take = (store, alias) => ({ status: store.isAlias(alias) ? 200 : 404 });

/** By method and what stands behind the name of the index. The client puts bulks and gets refreshes, as it may. */
const TAKEN: Readonly<Record<string, Take>> = {
  'PUT *': create,
  'HEAD _alias': aliasExists,
  'PUT _bulk': bulk,
  'POST _search': search,
  'POST _msearch': multiSearch,
  'POST _mget': multiGet,
  'POST _delete_by_query': deleteByQuery,
  'GET _refresh': refresh,
};

export const answerOf = (store: Store, call: ApiCall): ApiAnswer => {
  const [first = '', second = ''] = call.segments;
  const [name, action] = first === '_alias' ? [second, first] : [first, second || '*'];
  const take = call.segments.length <= 2 ? TAKEN[`${call.method} ${action}`] : undefined;
  if (!take)
    throw refusal('illegal_argument_exception', `this double has no ${call.method} /${call.segments.join('/')}`, { page: 'api-reference' });
  return take(store, name, call);
};
