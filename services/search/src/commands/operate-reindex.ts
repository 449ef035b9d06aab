import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { operateReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { controlRun } from './control-run.ts';

const slice: AnswerSlice<typeof operateReindex, Ports> = async ({ wikiId, action }, _context, ports) =>
  action ? controlRun(wikiId, action, ports) : { ok: true, answer: await ports.runs.describe(wikiId), token: {} };

export default slice;
