import type { Context } from '@wikibot/contracts/define/context';
import { ownShelf } from '../own-shelf.ts';

/** Where an upload lies: it is of one wiki and one account, and nobody else can name it. */
export const uploadKey = (context: Context, upload: string): string | undefined => {
  const own = ownShelf(context);
  return own && `${own.wikiId}/${own.accountId}/${upload}`;
};
