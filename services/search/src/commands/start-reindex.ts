import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { startReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof startReindex, Ports> = async (
  _data,
  { tenant },
  ports,
): Promise<Outcome<AnswerOf<typeof startReindex>>> => {
  if (!tenant.wikiId) return refusals['wiki.not-found']({});
  const run = await ports.runs.start(tenant.wikiId);
  return run === undefined ? refusals['search.reindex-under-way']({}) : { ok: true, answer: { run }, token: {} };
};

export default slice;
