import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeWiki } from '@wikibot/contracts/requests/life';
import type { Ports } from '../ports.ts';
import { ownWiki } from './own-wiki.ts';
import { shownSettings } from './shown-settings.ts';

const slice: AnswerSlice<typeof describeWiki, Ports> = async ({ wikiId }, context, ports) => {
  const own = await ownWiki(wikiId, context, ports);
  return own.ok ? { ok: true, answer: await shownSettings(ports, own.wiki), token: {} } : own;
};

export default slice;
