import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeSettings } from '@wikibot/contracts/requests/life';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { shownSettings } from './shown-settings.ts';

const slice: AnswerSlice<typeof describeSettings, Ports> = async (_data, { tenant }, ports) => {
  const wiki = tenant.wikiId && (await ports.wikis.get(tenant.wikiId));
  if (!wiki) return refusals['wiki.not-found']({});
  return { ok: true, answer: await shownSettings(ports, wiki), token: {} };
};

export default slice;
