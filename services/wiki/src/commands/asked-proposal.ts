/** The proposal that somebody wants to decide about, when they may. */
import type { Context } from '@wikibot/contracts/define/context';
import type { ProposalId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import type { Proposal } from '../domain/proposing/proposal.ts';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ports } from '../ports.ts';

export interface Asked {
  readonly proposal: ProposalId;
  /** As it was seen. */
  readonly revision?: string | undefined;
}

export type FoundProposal = { readonly ok: true; readonly proposal: Proposal } | Refused;

export const pathsOf = ({ files }: Pick<Proposal, 'files'>): readonly string[] =>
  files.flatMap(({ file, from }) => [file, ...(from === undefined ? [] : [from])]).map(shownPath);

/** Open, as it was seen, and with nothing that is closed to whoever decides. Whoever may see nothing of it does not learn that it exists. */
export const openProposal = async (
  { proposal: id, revision }: Asked,
  { context, wikiId, ports }: { readonly context: Context; readonly wikiId: WikiId; readonly ports: Ports },
): Promise<FoundProposal> => {
  const proposal = await ports.proposals.get(wikiId, id);
  if (!proposal) return proposalRefusals['proposal.unknown']({ proposal: id });
  const denied = closedTo(proposal, context);
  if (denied) return denied;
  if (proposal.status !== 'open') return proposalRefusals['proposal.closed']({ proposal: id, status: proposal.status });
  if (revision !== undefined && !proposal.revision.startsWith(revision))
    return proposalRefusals['proposal.extended']({ proposal: id, current_revision: proposal.revision });
  return { ok: true, proposal };
};

const closedTo = (proposal: Proposal, context: Context): Refused | undefined => {
  const rules = rulesOf(context);
  const paths = pathsOf(proposal);
  const isSeen = (path: string): boolean => pathPermits(rules, path, 'read');
  if (!paths.some(isSeen)) return proposalRefusals['proposal.unknown']({ proposal: proposal.id });
  const closed = paths.filter((path) => !pathPermits(rules, path, 'write'));
  return closed.length === 0 ? undefined : proposalRefusals['proposal.not-allowed']({ path: closed.find(isSeen) ?? null });
};

/** Whoever comes with a token is an agent, and no agent decides what agents may do. */
export const personOnly = ({ actor }: Context, proposal: ProposalId): Refused | undefined =>
  actor.kind === 'person' ? undefined : proposalRefusals['proposal.person-only']({ proposal });
