import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeProposal } from '@wikibot/contracts/requests/proposals';
import { blobText } from '../domain/blob-text.ts';
import type { FileSide } from '../domain/difference/file-diff.ts';
import { fileDiff, MOST_LINES } from '../domain/difference/file-diff.ts';
import type { TextOf } from '../domain/moves.ts';
import type { ProposedFile } from '../domain/proposing/proposal.ts';
import type { Ports } from '../ports.ts';
import { readerOf } from './reader.ts';
import type { AskedProposal } from './seen-proposal.ts';
import { askedProposal, entryOf, isOutdated } from './seen-proposal.ts';

type Answer = AnswerOf<typeof describeProposal>;
type Question = DataOf<typeof describeProposal>;

const slice: AnswerSlice<typeof describeProposal, Ports> = async (question, context, ports) => {
  const asked = await askedProposal(question.proposal, readerOf(context), ports);
  if (!asked.ok) return asked;
  const { proposal, files, hides } = asked.seen;
  const answer: Answer = {
    proposal: await entryOf(ports, asked),
    messages: proposal.commits.map(({ message, ...commit }) => ({ ...commit, message: hides ? '' : message })),
    total: files.length,
    ...(await windowed(ports, asked, question)),
  };
  return { ok: true, answer, token: {} };
};

export default slice;

/** Files of so many units together are compared for one answer. */
const MOST_UNITS = 8 * 1024 * 1024;

const windowed = async (
  ports: Ports,
  { wiki, seen }: AskedProposal,
  { diffs, limit, cursor }: Question,
): Promise<Pick<Answer, 'files' | 'next'>> => {
  const textOf = blobText(ports.repositories.open(wiki.id));
  const start = Number(cursor ?? 0) || 0;
  const room = { wantsLines: diffs, lines: MOST_LINES };
  const told: Answer['files'] = [];
  let units = 0;
  for (const file of seen.files.slice(start, start + limit)) {
    if (units > MOST_UNITS) break;
    const [before, after] = await sidesOf(file, textOf);
    units += unitsOf(before) + unitsOf(after);
    const outdated = seen.proposal.status === 'open' && (await isOutdated(ports, wiki, file));
    told.push({ ...fileDiff(before, after, room), ...(outdated ? { outdated } : {}) });
  }
  const next = start + told.length;
  return { files: told, ...present({ next: next < seen.files.length ? String(next) : undefined }) };
};

const unitsOf = (side: FileSide | undefined): number => side?.text?.length ?? 0;

/** As it was when the proposal first touched it, and as the proposal would have it. */
const sidesOf = async ({ file, base, blob, from, fromBase }: ProposedFile, textOf: TextOf) => {
  const before = fromBase ?? base;
  return [
    before === null ? undefined : { file: from ?? file, text: await textOf(before) },
    blob === null ? undefined : { file, text: await textOf(blob) },
  ] as const;
};
