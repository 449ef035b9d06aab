import type { EventStore } from '@wikibot/platform/kernel/event-store';

/** The sequence behind which a stream's facts are as late as a time or later; halves the stream, as good as the clocks that wrote it. */
export const firstSince = async (events: Pick<EventStore, 'head' | 'read'>, stream: string, time: number): Promise<number> => {
  let low = 0;
  let high = await events.head(stream);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [fact] = await events.read(stream, middle, 1);
    if (fact && Date.parse(fact.time) >= time) high = middle;
    else low = middle + 1;
  }
  return low;
};
