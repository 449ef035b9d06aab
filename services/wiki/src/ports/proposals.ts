import type { ProposalId, WikiId } from '@wikibot/contracts/define/ids';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { Proposal } from '../domain/proposing/proposal.ts';

export interface ProposalPage {
  readonly proposals: readonly Proposal[];
  /** Pass it as `after`. */
  readonly next?: string;
}

/** The proposals of wikis as they stand: one row each, which changes in the same transaction as their stream. */
export interface Proposals {
  get(wikiId: WikiId, id: ProposalId): Promise<Proposal | undefined>;
  /** The open one that further changes of a lane go onto. */
  openIn(wikiId: WikiId, lane: string | undefined): Promise<Proposal | undefined>;
  /** The latest first. */
  list(wikiId: WikiId, about: { readonly open: boolean; readonly limit: number; readonly after?: string }): Promise<ProposalPage>;
  openCount(wikiId: WikiId): Promise<number>;
  /** Takes one of the places of open proposals. */
  opening(proposal: Proposal): readonly Operation[];
  /** In place of the version before. */
  extending(proposal: Proposal): readonly Operation[];
  /** Gives its place and its lane back. */
  closing(proposal: Proposal): readonly Operation[];
}
