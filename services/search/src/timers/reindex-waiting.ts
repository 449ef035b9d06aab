import type { Context } from '@wikibot/contracts/define/context';
import type { TimerSlice } from '@wikibot/contracts/define/service';
import { RUNS_AT_ONCE } from '../domain/reindex-parts.ts';
import type { Ports } from '../ports.ts';
import { everyWiki } from '../views/every-wiki.ts';

const MODEL = { pk: 'model', sk: 'model' };
const ASK_MS = 60_000;

/** Starts what waits for its turn; after a change of the model every wiki waits. */
const slice: TimerSlice<Ports> = async (ports) => {
  await wantAllAfterChange(ports);
  await ports.runs.startWaiting(RUNS_AT_ONCE);
};

export default slice;

/** Noted when all of them wait: whoever is interrupted begins again, and a wiki waits once. */
const wantAllAfterChange = async (ports: Ports): Promise<void> => {
  const { model } = ports.embedder;
  if ((await ports.table.get(MODEL))?.['model'] === model) return;
  for await (const wikiId of everyWiki(ownContext(ports), ports)) {
    const { serving, isNew } = await ports.shelves.of(wikiId);
    const isBare = isNew && (await ports.index.count(serving.id)).pages === 0;
    if (serving.model !== model && !isBare) await ports.runs.want(wikiId);
  }
  await ports.table.write([{ put: { ...MODEL, model } }]);
};

const ownContext = ({ ids, clock }: Ports): Context => {
  const requestId = ids.uuid();
  return {
    requestId,
    actor: { kind: 'system', name: 'search.timers' },
    tenant: {},
    correlationId: requestId,
    deadline: clock.now() + ASK_MS,
  };
};
