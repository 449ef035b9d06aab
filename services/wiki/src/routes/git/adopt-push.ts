/** A checked push becomes the history of the wiki: the same kind of fact as any edit. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { NearLimit } from '@wikibot/contracts/requests/limits';
import { present } from '@wikibot/contracts/define/present';
import type { Proposed } from '@wikibot/contracts/requests/proposed';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { MAX_COMMITS } from '../../domain/push-limits.ts';
import { toldCommits, type ToldCommit } from '../../domain/pushed-commits.ts';
import type { Adoption, Ports, StoredChange } from '../../ports.ts';
import type { ChangedFile, Quarantine } from '../../ports/repository.ts';
import type { CheckedPush, Pushed } from './check-push.ts';

/** What a push came to. */
export interface Adopted {
  readonly sequence: number;
  readonly commits: number;
  readonly files: number;
  /** What of the plan is nearly used up. */
  readonly near: readonly NearLimit[];
  /** Present when it is not in the wiki, but proposed. */
  readonly proposal?: Proposed | undefined;
}

export const adoptPush = async (pushed: Pushed, checked: CheckedPush, { wikiId, context, ports }: Where): Promise<Outcome<Adopted>> => {
  const { quarantine, from, to } = pushed;
  const { brought, changes, morePages, moreBytes } = checked;
  const commits = await told(quarantine, brought.commits.slice(0, MAX_COMMITS));
  const adoption: Adoption<Adopted> = {
    intent: 'push',
    previous: from,
    head: to,
    commits,
    files: changes,
    changes: storedIn(quarantine, changes),
    morePages,
    moreBytes,
    keep: () => quarantine.keep(brought),
    answer: ({ sequence, near = [], proposal }) => ({
      sequence,
      commits: commits.length,
      files: changes.length,
      near,
      ...present({ proposal }),
    }),
  };
  return ports.heads.adopt(context, wikiId, adoption);
};

export interface Where {
  readonly wikiId: WikiId;
  readonly context: Context;
  readonly ports: Ports;
}

/** Oldest first, as a history is told. */
const told = async (quarantine: Quarantine, newestFirst: readonly ObjectId[]): Promise<readonly ToldCommit[]> => {
  const commits: ToldCommit[] = [];
  for (const id of newestFirst.toReversed()) commits.push({ id, message: await quarantine.message(id) });
  return toldCommits(commits);
};

async function* storedIn(quarantine: Quarantine, changes: readonly ChangedFile[]): AsyncIterable<StoredChange> {
  for (const { path, after } of changes) {
    const content = after === undefined ? undefined : await quarantine.readBlob(after);
    yield { path, blob: after ?? null, bytes: content?.length ?? 0, content: isMarkdownFile(path) ? content : undefined };
  }
}
