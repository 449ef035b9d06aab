/** Lets the ref of a repository follow its head, and its packs be joined now and then. */
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { turns } from '@wikibot/platform/kernel/turns';
import type { Repository } from '../ports/repository.ts';

/** A head, and the sequence of the fact that moved it. */
export interface Moved {
  readonly head: ObjectId;
  readonly sequence: number;
}

/** So many commits of a wiki in this process, then its small packs are joined. */
const COMMITS_A_PACKING = 64;
const PACK_GRACE_MS = 10 * 60 * 1000;

/** The ref only follows: whoever waits for the answer does not wait for it, and the next move heals what failed. */
export const refFollower = (kernel: KernelPorts) => {
  const commits = new Map<WikiId, number>();
  const inTurn = turns();
  const after = async (repository: Repository, wikiId: WikiId, { head, sequence }: Moved): Promise<void> => {
    await repository.advance(head, sequence);
    // The first commit of a process looks too: programs that never live long would otherwise never pack.
    const count = (commits.get(wikiId) ?? COMMITS_A_PACKING - 1) + 1;
    commits.set(wikiId, count % COMMITS_A_PACKING);
    if (count === COMMITS_A_PACKING) await repository.consolidate({ grace: PACK_GRACE_MS });
  };
  return (repository: Repository, wikiId: WikiId, moved: Moved): void => {
    inTurn('repositories', () => after(repository, wikiId, moved)).catch((error: unknown) =>
      kernel.log('warn', 'a ref did not follow its head', { wikiId, reason: String(error) }),
    );
  };
};
