import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listSessions, Session } from '@wikibot/contracts/requests/undo';
import type { Ports } from '../ports.ts';
import type { SessionRow } from '../views/sessions.ts';
import { agentOf, changesIn, latestChanges } from '../views/sessions.ts';
import { isBy } from './asked-actor.ts';
import { askedWiki } from './asked-wiki.ts';
import type { Reader } from './reader.ts';

const slice: AnswerSlice<typeof listSessions, Ports> = async (question, context, ports) => {
  const asked = await askedWiki('sessions', context, ports);
  if (!asked.ok) return asked;
  return { ok: true, answer: await listed(ports, asked.reader, question), token: asked.token };
};

export default slice;

/** A long session stands in the list once for each of its changes: so many are looked at for one answer. */
const MOST_LOOKED = 2_000;
const AT_ONCE = 100;

const listed = async (ports: Ports, reader: Reader, question: DataOf<typeof listSessions>): Promise<AnswerOf<typeof listSessions>> => {
  const sessions: Session[] = [];
  let looked = 0;
  for await (const { place, session } of lastChanges(ports, reader, question.cursor)) {
    looked += 1;
    const told = session && (await isBy(ports, agentOf(session), question)) ? await toldSession(ports, reader, session) : undefined;
    if (told) sessions.push(told);
    if (sessions.length === question.limit || looked === MOST_LOOKED) return { sessions, next: place };
  }
  return { sessions };
};

/** Changes of sessions, the latest first, with the session where it is the last one of it. */
async function* lastChanges(ports: Ports, { wikiId }: Reader, cursor: string | undefined) {
  for (let after = cursor; ;) {
    const { found, next }: Awaited<ReturnType<typeof latestChanges>> = await latestChanges(ports, wikiId, {
      limit: AT_ONCE,
      ...present({ after }),
    });
    for (const { place, session, isLast } of found) yield { place, session: isLast ? session : undefined };
    if (next === undefined) return;
    after = next;
  }
}

/** So many changes of one session are counted. */
const MOST_COUNTED = 500;
const MOST_PAGES = 20;

/** Undefined when the reader may see nothing of what it touched. */
const toldSession = async (ports: Ports, { wikiId, maySee }: Reader, session: SessionRow): Promise<Session | undefined> => {
  const { changes, next } = await changesIn(ports, wikiId, { ...session, limit: MOST_COUNTED });
  const seen = changes.filter(({ paths }) => paths.length === 0 || paths.some(maySee));
  const [first] = seen;
  if (!first) return undefined;
  const pages = [...new Set(seen.flatMap(({ paths }) => paths.filter(maySee)))];
  const isPart = next !== undefined || seen.some(({ more }) => more > 0);
  const { accountId, client, model, last } = session;
  return present({
    session: session.session,
    client,
    model,
    accountId,
    author: await ports.names.of(accountId),
    first: first.time,
    last: next === undefined ? (seen.at(-1)?.time ?? last) : last,
    changes: seen.length,
    pages: pages.slice(0, MOST_PAGES),
    total: pages.length,
    atLeast: isPart ? (true as const) : undefined,
  });
};
