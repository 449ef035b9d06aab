/** The stream itself is the answer: its sequence is the cursor. */
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { changesSince, ListedChange } from '@wikibot/contracts/requests/changes';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { firstSince } from './first-since.ts';
import { listedChange } from './listed-change.ts';
import { namedChanges } from './named-changes.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';

type Question = DataOf<typeof changesSince>;
type Answer = AnswerOf<typeof changesSince>;

const slice: AnswerSlice<typeof changesSince, Ports> = async (question, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const asked: Asked = { stream: streamOf(wikiStream, reader.wikiId), reader, question };
  const from = await beginning(ports, asked);
  const found = from === undefined ? await newestFirst(ports, asked) : await oldestFirst(ports, { ...asked, from, context });
  return { ok: true, answer: { ...found, changes: await namedChanges(ports, found.changes) }, token: {} };
};

export default slice;

interface Asked {
  readonly stream: string;
  readonly reader: Reader;
  readonly question: Question;
}

/** So many facts are read for one answer, and so many at once: they bring the texts of pages with them. */
const MOST_FACTS = 2_000;
const AT_ONCE = 50;

/** Behind which sequence to read on; undefined for a list that begins with the latest. */
const beginning = async ({ events }: Ports, { stream, question }: Asked): Promise<number | undefined> => {
  const { since, sinceTime, wait, before } = question;
  if (sinceTime !== undefined) return Math.max(since ?? 0, await firstSince(events, stream, Date.parse(sinceTime)));
  if (since !== undefined || wait === undefined || before !== undefined) return since;
  return events.head(stream);
};

const newestFirst = async (ports: Ports, asked: Asked): Promise<Answer> => {
  const { limit, before } = asked.question;
  const head = await ports.events.head(asked.stream);
  const first = Math.min(before ?? Infinity, head + 1);
  const read = (at: number) => (at > 1 ? ports.events.latest(asked.stream, AT_ONCE, at) : Promise.resolve([]));
  const { changes, last } = await gathered(ports, { ...asked, read, first, limit });
  const truncated = last > 1;
  return { changes, head, truncated, ...(truncated ? { next: last } : {}) };
};

/** Waits, when told to, until there is something that was asked for. */
const oldestFirst = async (ports: Ports, asked: Asked & { readonly from: number; readonly context: Context }): Promise<Answer> => {
  const { stream, question, context } = asked;
  const until = ports.clock.now() + (question.wait ?? 0) * 1000;
  const read = (at: number) => ports.events.read(stream, at, AT_ONCE);
  for (let first = asked.from; ;) {
    const { changes, last } = await gathered(ports, { ...asked, read, first, limit: question.limit });
    const truncated = last < (await ports.events.head(stream));
    const left = until - ports.clock.now();
    if (changes.length > 0 || truncated || left <= 0 || context.left?.aborted) return { changes, head: last, truncated };
    await nextHead(ports, { stream, head: last, left });
    first = last;
  }
};

/** Long enough to cost little, short enough that a caller who has left is noticed. */
const LOOK_UP_MS = 1_000;

/** Whoever applies facts in this process wakes it at once; the pages are then there, too. */
const nextHead = ({ view }: Ports, { stream, head, left }: { readonly stream: string; readonly head: number; readonly left: number }) =>
  view('pages').caughtUp({ [stream]: head + 1 }, Math.min(left, LOOK_UP_MS));

interface Reading extends Asked {
  /** The facts that follow a sequence in the direction of reading. */
  readonly read: (at: number) => Promise<readonly FactEnvelope[]>;
  readonly first: number;
  readonly limit: number;
}

/** What is asked for, up to the limit, and the last sequence that was looked at. */
const gathered = async (
  ports: Ports,
  { reader, question, read, first, limit }: Reading,
): Promise<{ readonly changes: ListedChange[]; readonly last: number }> => {
  const changes: ListedChange[] = [];
  let looked = 0;
  let last = first;
  for await (const fact of following(read, first)) {
    last = fact.sequence;
    looked += 1;
    const change = isMove(fact) ? await listedChange(ports, reader, { fact, filter: question }) : undefined;
    if (change) changes.push(change);
    if (changes.length === limit || looked === MOST_FACTS) break;
  }
  return { changes, last };
};

async function* following(read: Reading['read'], first: number): AsyncIterable<FactEnvelope> {
  for (let at = first; ;) {
    const facts = await read(at);
    yield* facts;
    if (facts.length < AT_ONCE) return;
    at = facts.at(-1)?.sequence ?? at;
  }
}

const isMove = (fact: FactEnvelope): fact is FactEnvelope & FactOf<typeof headMoved> => fact.name === 'wiki.HeadMoved';
