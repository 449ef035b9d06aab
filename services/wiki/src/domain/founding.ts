/** What whoever wants a wiki has asked for: kept in a row until it is founded, and for as long as its set-up can be looked at. */
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { Slug, Visibility } from '@wikibot/contracts/http/names';

export interface Founding {
  readonly wikiId: WikiId;
  readonly ownerId: AccountId;
  readonly name: string;
  readonly slug: Slug;
  readonly purpose: string;
  readonly visibility: Visibility;
  readonly categories: readonly string[];
}

export const foundingKey = (wikiId: WikiId) => ({ pk: `founding#${wikiId}`, sk: 'founding' });

/** Only whoever puts a founding under that key writes the row. */
export const foundingIn = (row: Readonly<Record<string, unknown>>): Founding => {
  const { wikiId, ownerId, name, slug, purpose, visibility, categories } = row as unknown as Founding;
  return { wikiId, ownerId, name, slug, purpose, visibility, categories };
};
