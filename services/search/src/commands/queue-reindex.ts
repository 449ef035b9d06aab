import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { queueReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { everyWiki } from '../views/every-wiki.ts';
import { RUNS_AT_ONCE } from '../domain/reindex-parts.ts';

const slice: AnswerSlice<typeof queueReindex, Ports> = async ({ wikiId }, context, ports) => {
  let queued = 0;
  const add = async (one: string): Promise<void> => {
    await ports.runs.want(one);
    queued += 1;
  };
  if (wikiId) await add(wikiId);
  else for await (const one of everyWiki(context, ports)) await add(one);
  await ports.runs.startWaiting(RUNS_AT_ONCE);
  return { ok: true, answer: { queued }, token: {} };
};

export default slice;
