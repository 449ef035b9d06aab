import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { factsSince } from '@wikibot/contracts/define/stream-requests';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { refillPages } from '@wikibot/contracts/requests/reindex';
import { readFact } from '@wikibot/platform/kernel/read-message';
import type { FactRange } from '../domain/reindex-parts.ts';
import type { Ports } from '../ports.ts';
import type { Shelf } from '../ports/shelves.ts';
import { changesOfMove, putOnShelf } from '../views/index-changes.ts';
import type { Move } from '../views/index-changes.ts';
import { shelfOfRun } from './run-of-step.ts';

const slice: AnswerSlice<typeof refillPages, Ports> = async ({ wikiId, run, after, upTo }, context, ports) => {
  const place = await shelfOfRun({ wikiId, run }, ports);
  if (!place.ok) return place;
  const moves: Move[] = [];
  for await (const move of movesIn(wikiId, { after, upTo }, { context, ports })) moves.push(move);
  const pages = await putNewest(moves.reverse(), place.shelf, ports);
  await ports.runs.notePart(run, `facts ${after}`);
  return { ok: true, answer: { pages }, token: {} };
};

export default slice;

const FACTS = new Map([[headMoved.name, headMoved]]);

const moveIn = (envelope: FactEnvelope): readonly Move[] => {
  const read = readFact(FACTS, envelope);
  return read.status === 'known' ? [read.fact as Move] : []; // the one fact that was asked for
};

async function* movesIn(wikiId: WikiId, { after, upTo }: FactRange, around: { context: Context; ports: Ports }): AsyncIterable<Move> {
  for (let from = after; from < upTo;) {
    const asked = { stream: streamOf(wikiStream, wikiId), after: from, limit: Math.min(100, upTo - from) };
    // a question of its own each time: under one id there is one answer
    const context = { ...around.context, requestId: around.ports.ids.uuid() };
    const outcome = await around.ports.ask(factsSince(wikiStream.service), asked, context);
    if (!outcome.ok) throw new Error(`${asked.stream} after ${from}: ${outcome.refusal.message}`);
    const { facts } = outcome.answer;
    if (facts.length === 0) return;
    for (const fact of facts) yield* moveIn(fact as FactEnvelope); // a stream holds facts only
    from = facts.at(-1)?.sequence ?? upTo;
  }
}

/** Of each page the newest state alone: the moves come newest first, and what a later part has put is not looked at. */
const putNewest = async (moves: readonly Move[], shelf: Shelf, ports: Ports): Promise<number> => {
  const newer = new Map((await ports.index.pages(shelf.id)).map(({ pageKey, sequence }) => [pageKey, sequence] as const));
  const seen = new Set<string>();
  let count = 0;
  for (const move of moves) {
    const isWanted = (key: string): boolean => !seen.has(key) && (newer.get(key) ?? 0) < move.sequence;
    const changes = await changesOfMove(move, ports, isWanted);
    for (const { pageKey } of [...changes.pages, ...changes.gone]) seen.add(pageKey);
    await putOnShelf(changes, shelf, ports);
    count += changes.pages.length;
  }
  return count;
};
