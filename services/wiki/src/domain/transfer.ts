/** What an offer of a wiki to another account comes to: the wiki as it is then, and the facts that tell of it. */
import type { NewFact } from '@wikibot/contracts/define/fact';
import type { AccountId, TransferId, WikiId } from '@wikibot/contracts/define/ids';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Slug } from '@wikibot/contracts/http/names';
import type { Offer, Wiki } from './wiki.ts';

/** Fourteen days, in which the other account can take the wiki over. */
export const OFFER_MS = 14 * 24 * 60 * 60 * 1000;

/** A wiki that is to go is not offered to anybody any more. */
export const notOffered = (wiki: Wiki): Decided => (isOffered(wiki) ? ended(wiki, 'wiki.TransferWithdrawn') : { wiki, facts: [] });

export type OfferedWiki = Wiki & { readonly offer: Offer };

export const isOffered = (wiki: Wiki | undefined): wiki is OfferedWiki => wiki?.offer !== undefined;

/** @param now epoch milliseconds */
export const hasExpired = ({ until }: Offer, now: number): boolean => now >= Date.parse(until);

/** The two accounts that an offer is about. */
export interface OfferBetween {
  readonly id: TransferId;
  readonly wikiId: WikiId;
  readonly from: AccountId;
  readonly to: AccountId;
}

/** Of the two accounts, the giver is the owner for as long as the offer stands. */
export const betweenOf = ({ id: wikiId, ownerId: from, offer: { id, to } }: OfferedWiki): OfferBetween => ({ id, wikiId, from, to });

interface Decided {
  readonly wiki: Wiki;
  readonly facts: readonly NewFact<(typeof wikiStream)['facts'][number]>[];
}

/** An offer whose time is over makes room for the next one. */
export const offered = (wiki: Wiki, offer: Offer): Decided => {
  const { id: transferId, to, staysAs, until } = offer;
  return {
    wiki: { ...wiki, offer },
    facts: [{ name: 'wiki.TransferOffered', data: { wikiId: wiki.id, transferId, to, staysAs, until } }],
  };
};

/** Taken back by its owner, or turned down. */
export const ended = ({ offer, ...wiki }: OfferedWiki, name: 'wiki.TransferWithdrawn' | 'wiki.TransferDeclined'): Decided => ({
  wiki,
  facts: [{ name, data: { wikiId: wiki.id, transferId: offer.id } }],
});

/** The wiki as it stands, with its pages, members and settings, is another account's now. */
export const takenOver = (
  { offer, ...before }: OfferedWiki,
  { slug }: { readonly slug: Slug },
): Decided & { readonly ownerId: AccountId } => {
  const { id: transferId, to: ownerId, staysAs } = offer;
  const { id: wikiId, ownerId: previousOwnerId, pages } = before;
  const previous = before.slug as Slug; // every wiki was founded with one
  return {
    ownerId,
    wiki: { ...before, ownerId, slug },
    facts: [{ name: 'wiki.WikiTransferred', data: { wikiId, transferId, ownerId, slug, previousOwnerId, previous, staysAs, pages } }],
  };
};
