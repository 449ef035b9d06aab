/** Replays streams through the bus and waits until every queue that gets them is empty. */
import type { AskHost } from './admin-client.ts';
import type { Surroundings } from './command.ts';
import { CommandFault, EXIT } from './command.ts';
import { progressOf } from './progress.ts';

export interface Replayed {
  readonly streams: number;
  readonly facts: number;
}

export const knownViews = async (ask: AskHost) => (await ask('list-views', {})).views;

/** @throws {CommandFault} naming the views there are */
export const mustBeView = async (ask: AskHost, view: string): Promise<{ readonly name: string; readonly streams: readonly string[] }> => {
  const views = await knownViews(ask);
  const found = views.find(({ name }) => name === view);
  if (!found) throw new CommandFault(`there is no view ${view}; there are ${views.map(({ name }) => name).join(', ')}`, EXIT.usage);
  return found;
};

/** @param view one view by its name, all of them without */
export const replayStreams = async (
  ask: AskHost,
  work: { readonly streams: readonly string[]; readonly view?: string },
  around: Surroundings,
): Promise<Replayed> => {
  const progress = progressOf('replayed', undefined, around);
  let facts = 0;
  for (const stream of work.streams) {
    for (let after = 0; ;) {
      const { published, upTo, head } = await ask('replay-facts', {
        stream,
        after,
        ...(work.view === undefined ? {} : { view: work.view }),
      });
      facts += published;
      progress.step(facts, `facts, ${stream}`);
      if (published === 0 || upTo >= head) break;
      after = upTo;
    }
  }
  await drained(ask, work.view, around);
  progress.end();
  return { streams: work.streams.length, facts };
};

const REST_MS = 200;
/** The outbox moves on its own: a queue counts as empty when it has been seen so twice. */
const SEEN_EMPTY = 2;

const drained = async (ask: AskHost, view: string | undefined, { sleep }: Surroundings): Promise<void> => {
  const names = new Set(view === undefined ? (await knownViews(ask)).map(({ name }) => name) : [view]);
  for (let empty = 0; empty < SEEN_EMPTY;) {
    await sleep(REST_MS);
    const { queues } = await ask('describe-health', {});
    empty = queues.some(({ subscriber }) => names.has(subscriber)) ? 0 : empty + 1;
  }
};
