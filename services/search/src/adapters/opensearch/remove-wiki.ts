import type { Cluster } from './cluster.ts';
import { ClusterFault, persistently, rest, TRIES } from './cluster.ts';

/** One pass over what can be found; answers how many documents changed under it or could not be deleted. */
const pass = async ({ client, alias }: Cluster, wikiId: string): Promise<number> => {
  // What was put a moment ago by somebody who still waits for it is found, too.
  await client.indices.refresh({ index: alias });
  const { body } = await client.deleteByQuery({
    index: alias,
    routing: wikiId,
    conflicts: 'proceed',
    refresh: true,
    body: { query: { bool: { filter: [{ term: { wikiId: { value: wikiId } } }] } } },
  });
  const { version_conflicts: conflicts = 0, failures = [] } = body as { version_conflicts?: number; failures?: readonly unknown[] }; // not a task's id: it was waited for
  return conflicts + failures.length;
};

/** Deletes what a wiki has, tombstones included; a document that changes meanwhile is deleted in the next pass. */
export const removeWiki = async (cluster: Cluster, wikiId: string): Promise<void> => {
  for (let tried = 1; ; tried += 1) {
    const left = await persistently(cluster, { what: 'remove a wiki', tries: TRIES.changing }, () => pass(cluster, wikiId));
    if (left === 0) return;
    if (tried === TRIES.changing) throw new ClusterFault('remove a wiki', { type: 'still_changing', status: 409, isPassing: true });
    await rest(cluster.patience, tried);
  }
};
