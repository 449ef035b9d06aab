import type { API } from '@opensearch-project/opensearch';
import type { Cluster } from './cluster.ts';
import { ClusterFault, isPassingStatus, persistently, TRIES } from './cluster.ts';
import type { SearchAnswer, SearchBody } from './query.ts';

const ASKING = { what: 'search', tries: TRIES.asking };

/** A question to one wiki: its shard alone is asked. */
export const ask = (cluster: Cluster, wikiId: string, body: SearchBody): Promise<SearchAnswer> =>
  persistently(cluster, ASKING, async () => {
    const answer = await cluster.client.search({ index: cluster.alias, routing: wikiId, body });
    return answer.body;
  });

type Part = API.Msearch_ResponseBody['responses'][number];

/** Each part is answered or refused for itself. */
const answerIn = (part: Part): SearchAnswer => {
  if (!('error' in part)) return part;
  const { status, error } = part;
  throw new ClusterFault(ASKING.what, { type: String(error.type), status, isPassing: isPassingStatus(status) });
};

/** Several questions in one round trip, answered in their order. */
export const askAll = async (cluster: Cluster, wikiId: string, bodies: readonly SearchBody[]): Promise<readonly SearchAnswer[]> => {
  if (bodies.length === 0) return [];
  const body = bodies.flatMap((one) => [{ routing: wikiId }, one]);
  return persistently(cluster, ASKING, async () => {
    const answer = await cluster.client.msearch({ index: cluster.alias, body });
    return answer.body.responses.map(answerIn);
  });
};

export const totalOf = ({ hits }: SearchAnswer): number => (typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0));
