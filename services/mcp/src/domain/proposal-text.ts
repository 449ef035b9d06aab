/** Proposals as an agent reads them: what they would change, how they stand, and why a person said no. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Actor } from '@wikibot/contracts/define/actor';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { describeProposal, ProposalEntry } from '@wikibot/contracts/requests/proposals';
import { cutAt } from '@wikibot/platform/page/words';
import { authorLabel, dayOf, firstLine } from './authorship.ts';
import { diffText } from './diff-text.ts';
import { shares } from './shared-room.ts';

type Described = AnswerOf<typeof describeProposal>;
type ProposedFile = Described['files'][number];

/** Of all comparisons in one answer, in UTF-16 units. */
const ROOM = 24_000;
/** So many paths are named in a line of the list. */
const MOST_NAMED = 6;

const labelOf = (actor: Actor, author: string | undefined): string => {
  const account = accountOf(actor);
  return authorLabel(actor, new Map(account === undefined || author === undefined ? [] : [[account, author]]));
};

const linesOf = (lines: { readonly added: number; readonly removed: number } | undefined): string =>
  lines ? `+${lines.added} -${lines.removed}` : 'no text';

const closingOf = ({ status, closing }: ProposalEntry): string => {
  if (!closing) return '';
  const left = closing.left === undefined || closing.left === 0 ? '' : `, without ${closing.left} of its files`;
  const why = closing.reason === undefined ? '' : `: ${closing.reason}`;
  return `${status} by ${labelOf(closing.by, closing.author)} on ${dayOf(closing.time)}${left}${why}`;
};

const standing = (entry: ProposalEntry): string =>
  closingOf(entry) || (entry.outdated ? 'open, and the wiki has changed a page of it since' : 'open, waiting for a person');

export const entryLines = (entry: ProposalEntry): string => {
  const { id, title, agent, author, changed, files, lines, paths } = entry;
  const more = files - Math.min(paths.length, MOST_NAMED);
  const named = `${paths.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const about = [id, dayOf(changed), labelOf(agent, author), `${linesOf(lines)} in ${named}`].join(' | ');
  return [`- ${about}`, firstLine(title), standing(entry)].filter(Boolean).join('\n  ');
};

export const entryOf = (entry: ProposalEntry) => {
  const { id, status, title, agent, author, opened, changed, revision, files, lines, paths, outdated, closing } = entry;
  return present({
    ...{ id, status, title, author: labelOf(agent, author), opened, changed, revision, files, lines, paths, outdated },
    closed: closing && present({ time: closing.time, by: labelOf(closing.by, closing.author), reason: closing.reason, left: closing.left }),
  });
};

const headingOf = ({ path, kind, from, lines, binary, outdated }: ProposedFile): string => {
  const what = [kind, from === undefined ? '' : `from ${from}`, binary ? 'no text' : linesOf(lines)].filter(Boolean).join(', ');
  return `## ${path} (${what})${outdated ? '\nThe wiki has changed it since: the merge is tried, and may conflict.' : ''}`;
};

const cutText = (text: string, share: number): string => (share < text.length ? `${cutAt(text, share)}\n[The comparison is cut.]` : text);

const filesText = (files: readonly ProposedFile[]): readonly string[] => {
  const texts = files.map(({ hunks = [], more }) => `${diffText(hunks)}${more ? '\n[There is more.]' : ''}`);
  const room = shares(
    texts.map(({ length }) => length),
    ROOM,
  );
  return files.map((file, at) => [headingOf(file), cutText(texts[at] ?? '', room[at] ?? 0)].filter(Boolean).join('\n'));
};

export const describedText = ({ proposal, messages, files, total }: Described): string =>
  [
    `Proposal ${proposal.id} of ${labelOf(proposal.agent, proposal.author)}: ${standing(proposal)}`,
    `Revision: ${proposal.revision}`,
    `Changes: ${linesOf(proposal.lines)} in ${total} files`,
    ...messages.map(({ message, time }) => `- ${dayOf(time)} ${firstLine(message)}`.trimEnd()),
    ...filesText(files).map((text) => `\n${text}`),
  ].join('\n');

export const fileOf = ({ path, kind, from, lines, outdated }: ProposedFile) => present({ path, kind, from, lines, outdated });
