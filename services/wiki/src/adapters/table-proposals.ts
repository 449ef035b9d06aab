import type { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Json, Operation, Row, Table } from '@wikibot/platform/kernel/table';
import type { Proposal } from '../domain/proposing/proposal.ts';
import { PROPOSAL_LIMITS } from '../domain/proposing/proposal.ts';
import type { Proposals } from '../ports/proposals.ts';

/** Ids begin with the time, so their order is that of opening. */
const allOf = (wikiId: WikiId): string => `proposals#${wikiId}`;
const openOf = (wikiId: WikiId): string => `proposals-open#${wikiId}`;
const countKey = (wikiId: WikiId) => ({ pk: `proposals-count#${wikiId}`, sk: 'open' });
const laneKey = (wikiId: WikiId, lane: string) => ({ pk: `proposals-lane#${wikiId}`, sk: lane });

export const tableProposals = (table: Table): Proposals => {
  const get = async (wikiId: WikiId, id: string): Promise<Proposal | undefined> => {
    const row = await table.get({ pk: allOf(wikiId), sk: id });
    return row && proposalIn(row);
  };
  return {
    get,
    openIn: async (wikiId, lane) => {
      const row = lane === undefined ? undefined : await table.get(laneKey(wikiId, lane));
      const proposal = row && (await get(wikiId, String(row['proposal'])));
      return proposal?.status === 'open' ? proposal : undefined;
    },
    list: async (wikiId, { open, limit, after }) => {
      const { rows, next } = await table.query({ pk: open ? openOf(wikiId) : allOf(wikiId), reverse: true, limit, ...present({ after }) });
      const full = open ? await table.getMany(rows.map(({ sk }) => ({ pk: allOf(wikiId), sk }))) : rows;
      return { proposals: full.flatMap((row) => (row ? [proposalIn(row)] : [])), ...present({ next }) };
    },
    openCount: async (wikiId) => Number((await table.get(countKey(wikiId)))?.['open'] ?? 0),
    opening: (proposal) => [
      { put: rowOf(proposal), if: 'absent' },
      { put: { pk: openOf(proposal.wikiId), sk: proposal.id }, if: 'absent' },
      { add: countKey(proposal.wikiId), amounts: { open: 1 }, if: { field: 'open', below: PROPOSAL_LIMITS.open } },
      ...onLane(proposal, (key) => ({ put: { ...key, proposal: proposal.id }, if: 'absent' })),
    ],
    extending: (proposal) => [replacing(proposal)],
    closing: (proposal) => [
      replacing(proposal),
      { delete: { pk: openOf(proposal.wikiId), sk: proposal.id } },
      { add: countKey(proposal.wikiId), amounts: { open: -1 } },
      ...onLane(proposal, (key) => ({ delete: key })),
    ],
  };
};

const onLane = ({ wikiId, lane }: Proposal, operation: (key: { pk: string; sk: string }) => Operation): readonly Operation[] =>
  lane === undefined ? [] : [operation(laneKey(wikiId, lane))];

const proposalIn = (row: Row): Proposal => row['proposal'] as unknown as Proposal; // only rowOf writes it

const rowOf = (proposal: Proposal): Row => ({
  pk: allOf(proposal.wikiId),
  sk: proposal.id,
  version: proposal.version,
  proposal: proposal as unknown as Json, // plain fields only
});

/** Whoever decided on an older version is told by the condition. */
const replacing = (proposal: Proposal): Operation => ({ put: rowOf(proposal), if: { field: 'version', equals: proposal.version - 1 } });
