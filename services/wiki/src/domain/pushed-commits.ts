import type { ObjectId } from '@wikibot/contracts/define/ids';

/** A commit as the fact of a push tells of it. */
export interface ToldCommit {
  readonly id: ObjectId;
  readonly message: string;
}

/** UTF-16 units of all messages together; a fact of a thousand commits stays well below what a message may hold. */
const MAX_MESSAGES = 64 * 1024;

/** Long messages are cut to a fair share; git has them whole. */
export const toldCommits = (commits: readonly ToldCommit[]): readonly ToldCommit[] => {
  const share = Math.max(40, Math.floor(MAX_MESSAGES / Math.max(1, commits.length)));
  return commits.map(({ id, message }) => ({ id, message: cut(message.trimEnd(), share) }));
};

const cut = (text: string, length: number): string =>
  (text.length <= length ? text : `${text.slice(0, length - 1)}…`).replaceAll(/[^\P{Cc}\n\t]/gu, '').toWellFormed();
