/** A house for specs of questions: pages to ask about, and readers who may not see all of them. */
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { savePage } from '@wikibot/contracts/requests/pages';
import { ada, useWikiHouse } from '../test-house.ts';

/** Paths that name no page, each odd in its own way. */
export const ODD_PATHS = ['a\ud800', '€'.repeat(1000), '\u0000', '../..', '/', '.md', 'Ⱥ'.repeat(500), '#'];

export const useAskedHouse = () => {
  const house = useWikiHouse();
  return {
    house,
    save: (wikiId: WikiId, path: string, content: string) => house().told(savePage, { path, content }, house().person(wikiId)),
    /** A reader whose token is bound by these rules. */
    ruled: (wikiId: WikiId, pathRules: readonly PathRule[]): Context =>
      house().person(wikiId, ada, {
        auth: {
          actor: { kind: 'person', accountId: ada },
          accountId: ada,
          via: 'token',
          scopes: ['read'],
          pathRules: [...pathRules],
          csrfSafe: true,
        },
      }),
  };
};
