import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof describeReindex, Ports> = async (_data, { tenant }, ports) =>
  tenant.wikiId ? { ok: true, answer: await ports.runs.describe(tenant.wikiId), token: {} } : refusals['wiki.not-found']({});

export default slice;
