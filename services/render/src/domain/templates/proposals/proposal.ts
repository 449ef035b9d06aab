/** A proposal of an agent, as its list, its own screen and their scripts know it. */
import type { Author } from '../author.ts';
import type { Link } from '../wiki-frame.ts';

export const PROPOSAL_STATUSES = ['open', 'merged', 'declined', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATUSES)[number];

export interface Proposal {
  readonly id: string;
  readonly status: ProposalState;
  /** What its first change says of itself; may be empty. */
  readonly title: string;
  readonly agent: Author;
  /** ISO 8601: when it last grew, or was closed. */
  readonly at: string;
  readonly href: string;
  readonly files: number;
  readonly lines: { readonly added: number; readonly removed: number };
  readonly pages: readonly Link[];
  /** The wiki has changed a file of it since. */
  readonly outdated: boolean;
  /** To be named when it is merged or declined. */
  readonly revision: string;
  readonly closing?: { readonly at: string; readonly by: Author; readonly reason?: string; readonly change?: string };
}
