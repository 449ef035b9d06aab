/** How a wiki goes from one account to another: it is offered, and taken over or not. What was said about it is kept in no fact. */
import * as z from 'zod';
import { defineFact } from '../define/fact.ts';
import { AccountId, Instant, TransferId, WikiId } from '../define/ids.ts';
import { Slug } from '../http/names.ts';

export const StaysAs = z
  .enum(['editor', 'none'])
  .describe('What the account that gave the wiki away is in it from then on: an editor, or nobody.')
  .meta({ id: 'StaysAs' });
export type StaysAs = z.infer<typeof StaysAs>;

const ofOffer = { wikiId: WikiId, transferId: TransferId };

export const transferOffered = defineFact('wiki.TransferOffered', {
  meaning:
    'The owner of a wiki offered it to another account, which can take it over until the day that is named; an earlier offer is void.',
  data: z.object({ ...ofOffer, to: AccountId, staysAs: StaysAs, until: Instant }),
});

export const transferWithdrawn = defineFact('wiki.TransferWithdrawn', {
  meaning: 'A wiki is not offered to another account any more, as its owner thought better of it or had it deleted.',
  data: z.object(ofOffer),
});

export const transferDeclined = defineFact('wiki.TransferDeclined', {
  meaning: 'The account to which a wiki was offered did not want it.',
  data: z.object(ofOffer),
});

export const wikiTransferred = defineFact('wiki.WikiTransferred', {
  meaning: 'A wiki belongs to another account and stands below its name; the address before leads there until another wiki takes it.',
  data: z.object({
    ...ofOffer,
    ownerId: AccountId.describe('Whose it is now.'),
    slug: Slug,
    previousOwnerId: AccountId,
    previous: Slug.describe('Its address below the name of the owner before.'),
    staysAs: StaysAs,
    pages: z.number().int().nonnegative().describe('Pages in the wiki, for whoever counts what accounts use.'),
  }),
});

export const transferFacts = [transferOffered, transferWithdrawn, transferDeclined, wikiTransferred] as const;
