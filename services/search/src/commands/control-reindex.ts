import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { controlReindex } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { controlRun } from './control-run.ts';

const slice: AnswerSlice<typeof controlReindex, Ports> = async ({ action }, { tenant }, ports) =>
  tenant.wikiId ? controlRun(tenant.wikiId, action, ports) : refusals['wiki.not-found']({});

export default slice;
