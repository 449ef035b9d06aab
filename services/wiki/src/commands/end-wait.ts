/** Tells a saga that waits for seven days how the owner has decided, once that has happened and the saga's token is known. */
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { lifeRefusals } from '../domain/life-refusals.ts';
import type { Deletion } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';

export const tokenKey = (deletionId: string) => ({ pk: `deletion#${deletionId}`, sk: 'token' });

export interface Wait {
  readonly wikiId: WikiId;
  /** The run of the saga. */
  readonly deletionId: string | undefined;
}

/**
 * The decision and the token come in either order, and whoever comes second finds both; the saga asks once more before it removes
 * anything, so a token that is never told of a decision costs a wait and nothing else.
 */
export const endWait = async ({ wikiId, deletionId }: Wait, ports: Ports): Promise<void> => {
  if (deletionId === undefined) return;
  const outcome = decision(deletionId, (await ports.wikis.get(wikiId))?.deletion);
  const taskToken = outcome && (await ports.table.get(tokenKey(deletionId)))?.['taskToken'];
  if (!outcome || typeof taskToken !== 'string') return;
  await ports.table.write([ports.sagas.completing(deletionId, taskToken, outcome), { delete: tokenKey(deletionId) }]);
};

/** Undefined while the days go on. */
const decision = (deletionId: string, deletion: Deletion | undefined): Outcome | undefined => {
  if (deletion?.id !== deletionId) return lifeRefusals['wiki.not-being-deleted']({});
  return deletion.isFinal ? { ok: true, answer: {}, token: {} } : undefined;
};
