/** A wiki that is named by its id, for the account that owns it; to everybody else it does not exist. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

export const ownWiki = async (
  wikiId: WikiId,
  { actor }: Context,
  ports: Pick<Ports, 'wikis'>,
): Promise<{ readonly ok: true; readonly wiki: Wiki } | Refused> => {
  const wiki = await ports.wikis.get(wikiId);
  const isOwn = wiki !== undefined && wiki.status !== 'failed' && wiki.ownerId === accountOf(actor);
  return isOwn ? { ok: true, wiki } : refusals['wiki.not-found']({});
};
