/** Who asks about a wiki, and which of its paths they may know of. */
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';

export interface Reader {
  readonly wikiId: WikiId;
  readonly maySee: (path: string) => boolean;
  /** Whether no folder is closed to them. */
  readonly seesAll: boolean;
}

export const readerOf = (context: Context): Reader | undefined => {
  const rules = rulesOf(context);
  const { tenant } = context;
  const seesAll = rules.length === 0;
  return tenant.wikiId && { wikiId: tenant.wikiId, seesAll, maySee: (path) => seesAll || pathPermits(rules, path, 'read') };
};
