import { errors } from '@opensearch-project/opensearch';
import type { Cluster } from './cluster.ts';
import { ClusterFault, persistently, TRIES } from './cluster.ts';
import { INDEX_VERSION, indexDefinition } from './index-definition.ts';

const ALREADY = 'resource_already_exists_exception';

const isAlready = (error: unknown): boolean =>
  error instanceof errors.ResponseError && (error.body as { error?: { type?: string } } | undefined)?.error?.type === ALREADY;

const prepare = async ({ client, alias, dimension }: Cluster): Promise<void> => {
  const { body: isThere } = await client.indices.existsAlias({ name: alias });
  if (isThere) return;
  try {
    await client.indices.create({ index: `${alias}-v${INDEX_VERSION}`, body: { ...indexDefinition(dimension), aliases: { [alias]: {} } } });
  } catch (error) {
    // Another function was first.
    if (!isAlready(error)) throw error;
  }
};

const GONE = 'index_not_found_exception';

/**
 * Runs work behind an index: makes it if there is none, once in a process, and again after it failed or was found missing. Whoever deletes the
 * index of a running deployment has it made anew, empty, and then rebuilds the view.
 */
export const preparer = (cluster: Cluster): (<T>(run: () => Promise<T>) => Promise<T>) => {
  let ready: Promise<void> | undefined;
  const prepared = (): Promise<void> =>
    (ready ??= persistently(cluster, { what: 'make its index', tries: TRIES.asking }, () => prepare(cluster)));
  return async (run) => {
    try {
      await prepared();
    } catch (error) {
      ready = undefined;
      throw error;
    }
    try {
      return await run();
    } catch (error) {
      if (error instanceof ClusterFault && error.type === GONE) ready = undefined;
      throw error;
    }
  };
};
