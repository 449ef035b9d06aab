/** A checked push becomes the history of the wiki: the same kind of fact as any edit. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Intent } from '@wikibot/contracts/facts/wiki';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { MAX_COMMITS } from '../../domain/push-limits.ts';
import { toldCommits, type ToldCommit } from '../../domain/pushed-commits.ts';
import type { Adoption, Ports, StoredChange } from '../../ports.ts';
import type { ChangedFile, Quarantine } from '../../ports/repository.ts';
import type { CheckedPush, Pushed } from './check-push.ts';

export const adoptPush = async <A>(pushed: Pushed, checked: CheckedPush, where: Where<A>): Promise<Outcome<A>> => {
  const { quarantine, from, to } = pushed;
  const { brought, changes, morePages, moreBytes } = checked;
  const { wikiId, context, ports, intent, answer } = where;
  const adoption: Adoption<A> = {
    intent,
    previous: from,
    head: to,
    commits: await told(quarantine, brought.commits.slice(0, MAX_COMMITS)),
    files: changes,
    changes: storedIn(quarantine, changes),
    morePages,
    moreBytes,
    keep: () => quarantine.keep(brought),
    answer,
  };
  return ports.heads.adopt(context, wikiId, adoption);
};

export interface Where<A> {
  readonly wikiId: WikiId;
  readonly context: Context;
  readonly ports: Ports;
  readonly intent: Intent;
  readonly answer: Adoption<A>['answer'];
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
