import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { listProposals, ProposalEntry } from '@wikibot/contracts/requests/proposals';
import type { Proposal } from '../domain/proposing/proposal.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { entryOf, seenProposal } from './seen-proposal.ts';

type Question = DataOf<typeof listProposals>;

const slice: AnswerSlice<typeof listProposals, Ports> = async (question, context, ports) => {
  const reader = readerOf(context);
  const wiki = reader && (await ports.wikis.get(reader.wikiId));
  if (!reader || !wiki) return refusals['wiki.not-found']({});
  const open = await ports.proposals.openCount(wiki.id);
  return { ok: true, answer: { ...(await listed(ports, { wiki, reader, question })), open }, token: {} };
};

export default slice;

/** So many are looked at for one answer. */
const MOST_LOOKED = 1_000;
const AT_ONCE = 50;

interface Asked {
  readonly wiki: Wiki;
  readonly reader: Reader;
  readonly question: Question;
}

const listed = async (ports: Ports, asked: Asked): Promise<{ proposals: ProposalEntry[]; next?: string }> => {
  const proposals: ProposalEntry[] = [];
  let looked = 0;
  for await (const proposal of latestFirst(ports, asked)) {
    looked += 1;
    const seen = isAsked(proposal, asked.question) ? seenProposal(proposal, asked.reader) : undefined;
    if (seen) proposals.push(await entryOf(ports, { wiki: asked.wiki, seen }));
    if (proposals.length === asked.question.limit || looked === MOST_LOOKED) return { proposals, next: proposal.id };
  }
  return { proposals };
};

const isAsked = ({ status, agent }: Proposal, question: Question): boolean =>
  status === question.status && (question.session === undefined || (agent.kind === 'agent' && agent.session === question.session));

async function* latestFirst(ports: Ports, { wiki, question }: Asked): AsyncIterable<Proposal> {
  for (let after = question.cursor; ;) {
    const page: Awaited<ReturnType<typeof ports.proposals.list>> = await ports.proposals.list(wiki.id, {
      open: question.status === 'open',
      limit: AT_ONCE,
      ...present({ after }),
    });
    yield* page.proposals;
    if (page.next === undefined) return;
    after = page.next;
  }
}
