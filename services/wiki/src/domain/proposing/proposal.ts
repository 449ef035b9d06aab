/** A proposal of an agent: what it changes, file by file, and on what. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { Instant, ObjectId, ProposalId, WikiId } from '@wikibot/contracts/define/ids';
import type { ProposalStatus } from '@wikibot/contracts/requests/proposals';

export interface LineSum {
  readonly added: number;
  readonly removed: number;
}

/** Each file has a base of its own: what stood there when the proposal first touched it. So what others do elsewhere meanwhile is none of its business. */
export interface ProposedFile {
  readonly file: string;
  readonly base: ObjectId | null;
  readonly blob: ObjectId | null;
  readonly size: number;
  /** Where it would be moved from, and what stood there. */
  readonly from?: string;
  readonly fromBase?: ObjectId;
  /** Of text. */
  readonly lines?: LineSum;
}

export interface ProposedCommit {
  readonly id: ObjectId;
  readonly message: string;
  readonly time: Instant;
}

export interface Closing {
  readonly time: Instant;
  readonly by: Actor;
  readonly reason?: string;
  readonly revision?: ObjectId;
  readonly left?: number;
}

export interface Proposal {
  readonly id: ProposalId;
  readonly wikiId: WikiId;
  readonly status: ProposalStatus;
  readonly agent: Actor;
  readonly opened: Instant;
  readonly changed: Instant;
  readonly revision: ObjectId;
  readonly commits: readonly ProposedCommit[];
  readonly files: readonly ProposedFile[];
  /** Where further changes that belong to it find it; none when nothing more will come. */
  readonly lane?: string;
  /** One more with every change of it: whoever decides on an older state decides again. */
  readonly version: number;
  readonly closing?: Closing;
}

/** What a proposal may grow to. */
export const PROPOSAL_LIMITS = {
  files: 200,
  /** Of all proposed contents together. */
  bytes: 32 * 1024 * 1024,
  commits: 200,
  /** Bytes of all paths and messages as JSON: a proposal is one row. */
  words: 200 * 1024,
  /** Open ones of a wiki. */
  open: 100,
} as const;

export const linesOf = (files: readonly ProposedFile[]): LineSum =>
  files.reduce((sum, { lines }) => ({ added: sum.added + (lines?.added ?? 0), removed: sum.removed + (lines?.removed ?? 0) }), {
    added: 0,
    removed: 0,
  });

export const titleOf = ({ commits }: Pick<Proposal, 'commits'>): string => commits[0]?.message.split('\n', 1)[0] ?? '';

/** The first limit that is exceeded. */
export const limitPassed = ({
  files,
  commits,
}: Pick<Proposal, 'files' | 'commits'>): 'files' | 'bytes' | 'commits' | 'words' | undefined => {
  if (files.length > PROPOSAL_LIMITS.files) return 'files';
  if (commits.length > PROPOSAL_LIMITS.commits) return 'commits';
  if (sumOf(files.map(({ size }) => size)) > PROPOSAL_LIMITS.bytes) return 'bytes';
  const words = [...files.flatMap(({ file, from = '' }) => [file, from]), ...commits.map(({ message }) => message)];
  return Buffer.byteLength(JSON.stringify(words)) > PROPOSAL_LIMITS.words ? 'words' : undefined;
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
