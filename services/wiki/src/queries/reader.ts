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
  const { tenant } = context;
  return tenant.wikiId && { wikiId: tenant.wikiId, seesAll: rulesOf(context).length === 0, maySee: maySeeOf(context) };
};

/** Which paths may be shown to whoever asks. */
export const maySeeOf = (context: Context): ((path: string) => boolean) => {
  const rules = rulesOf(context);
  return (path) => rules.length === 0 || pathPermits(rules, path, 'read');
};
