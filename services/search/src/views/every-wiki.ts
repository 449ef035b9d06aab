import type { Context } from '@wikibot/contracts/define/context';
import { present } from '@wikibot/contracts/define/present';
import { listStreams } from '@wikibot/contracts/define/stream-requests';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Ports } from '../ports.ts';

/** Ids of all wikis that there are, asked of their owner. */
export async function* everyWiki(context: Context, { ask, view }: Pick<Ports, 'ask' | 'view'>): AsyncIterable<string> {
  for (let after: string | undefined; ;) {
    const outcome = await ask(listStreams(wikiStream.service), { kind: wikiStream.name, ...present({ after }) }, context);
    if (!outcome.ok) throw new Error(`streams of ${wikiStream.name}: ${outcome.refusal.message}`);
    for (const { stream } of outcome.answer.streams) {
      const wikiId = stream.slice(stream.indexOf('/') + 1);
      if (!(await view('chunks').get('abandoned', wikiId))) yield wikiId;
    }
    after = outcome.answer.next;
    if (after === undefined) return;
  }
}
