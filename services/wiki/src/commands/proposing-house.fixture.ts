/** A wiki in which agents may only propose, for specs of proposals. */
import { beforeAll } from '@jest/globals';
import type { AccountId, ObjectId, ProposalId, WikiId } from '@wikibot/contracts/define/ids';
import type { Context } from '@wikibot/contracts/define/context';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import { setAgentPolicy } from '@wikibot/contracts/requests/agent-policy';
import { readPage, savePage } from '@wikibot/contracts/requests/pages';
import type { Proposed } from '@wikibot/contracts/requests/proposed';
import { describeProposal, listProposals, mergeProposal } from '@wikibot/contracts/requests/proposals';
import { ada, bob, useWikiHouse } from '../test-house.ts';

/** Everything is proposed, but for what lies in `Open` or in `Closed`. */
export const PROPOSING: AgentPolicy = {
  default: 'propose',
  rules: [
    { prefix: 'Open', access: 'direct' },
    { prefix: 'Closed', access: 'read-only' },
  ],
};

export const useProposingHouse = () => {
  const house = useWikiHouse();
  let wikiId: WikiId;
  beforeAll(async () => {
    await house().grant(bob);
  });
  const person = (accountId: AccountId = ada, over: Partial<Context> = {}): Context => house().person(wikiId, accountId, over);
  const agent = (session: string, accountId: AccountId = bob, over: Partial<Context> = {}): Context =>
    person(accountId, { actor: { kind: 'agent', accountId, client: 'claude-code', model: 'opus', session }, ...over });
  /** A page with its text, by whom, and on which revision. */
  const save = (page: readonly [string, string], context: Context, base?: string) =>
    house().told(savePage, { path: page[0], content: page[1], ...(base === undefined ? {} : { base }) }, context);
  return {
    house,
    person,
    agent,
    save,
    wikiId: () => wikiId,
    /** A wiki of its own for each test. */
    begin: async (pages: Readonly<Record<string, string>> = {}): Promise<void> => {
      wikiId = await house().found();
      for (const [path, content] of Object.entries(pages)) await save([path, content], person());
      const { rules, default: otherwise } = PROPOSING;
      await house().told(setAgentPolicy, { default: otherwise, rules }, person());
    },
    revisionOf: async (path: string): Promise<ObjectId> => (await house().told(readPage, { path }, person())).revision,
    textOf: async (path: string): Promise<string | undefined> => {
      const outcome = await house().ask(readPage, { path }, person());
      return outcome.ok ? outcome.answer.content : undefined;
    },
    head: async (): Promise<ObjectId> => (await house().ports.wikis.get(wikiId))?.head as ObjectId, // a wiki that is ready has one
    open: async () => (await house().told(listProposals, {}, person())).proposals,
    describe: (proposal: ProposalId, context: Context = person()) => house().told(describeProposal, { proposal }, context),
    merge: async (
      proposal: ProposalId,
      over: Partial<Parameters<typeof mergeProposal.data.parse>[0] & object> = {},
      context: Context = person(),
    ) => {
      const known = await house().ports.proposals.get(wikiId, proposal);
      return house().ask(mergeProposal, { proposal, revision: known?.revision ?? '0000000', ...over }, context);
    },
    idOf: ({ proposal }: { readonly proposal?: Proposed | undefined }): ProposalId => {
      if (!proposal?.id) throw new Error('nothing was proposed');
      return proposal.id;
    },
  };
};
