import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { pageHistory } from '@wikibot/contracts/requests/pages';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { namedChanges } from './named-changes.ts';
import { pageAt, revisionsOf } from '../views/pages.ts';

/** Also of a page that was deleted: its changes stay. */
const slice: AnswerSlice<typeof pageHistory, Ports> = async ({ path, limit, cursor }, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const { changes, next } = await revisionsOf(ports, wikiId, { path, limit, ...(cursor === undefined ? {} : { after: cursor }) });
  if (changes.length === 0 && cursor === undefined) return refusals['page.not-found']({ path });
  const page = await pageAt(ports, wikiId, path);
  return {
    ok: true,
    answer: { path: page?.path ?? path, history: await namedChanges(ports, changes), ...(next === undefined ? {} : { next }) },
    token: {},
  };
};

export default slice;
