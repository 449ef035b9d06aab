/** The wiki for those who may have all of it: a clone or an export cannot leave pages out. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

export const readableWiki = async ({ wiki: named, pathRules }: AuthContext, ports: Ports): Promise<Wiki | Refused> => {
  const wiki = named && (await ports.wikis.get(named.id));
  if (!wiki || wiki.status === 'failed') return refusals['wiki.not-found']({});
  const hidden = pathRules.find(({ access }) => access === 'none');
  return hidden ? refusals['git.hidden-pages']({ prefix: hidden.prefix }) : wiki;
};
