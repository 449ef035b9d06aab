/** A wiki goes to another account: its owner offers it, and the other takes it over, declines, or lets the offer pass. */
import * as z from 'zod';
import { Instant, TransferId, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { StaysAs } from '../facts/wiki-transfers.ts';
import { Slug, Visibility } from '../http/names.ts';
import { WikiSettings } from './life.ts';

export const TransferOffer = z
  .object({
    id: TransferId,
    wikiId: WikiId,
    name: z.string(),
    slug: Slug.describe('Its address below its owner, and below the other account unless that chooses another.'),
    visibility: Visibility,
    pages: z.number().int(),
    from: z.string().describe('User name of the owner.'),
    to: z.string().describe('User name of the account that can take it over.'),
    staysAs: StaysAs,
    reason: z.string().optional(),
    offered: Instant,
    until: Instant,
    expired: z.boolean().describe('The time is over: it can only be withdrawn, declined, or offered anew.'),
    obstacle: z
      .object({ code: z.string(), message: z.string() })
      .optional()
      .describe(
        'What stands in the way of taking it over as things are. The receiving account is told all of it, the giver what everybody can see.',
      ),
  })
  .meta({ id: 'TransferOffer' });
export type TransferOffer = z.infer<typeof TransferOffer>;

export const offerTransfer = defineRequest('wiki.OfferTransfer', {
  meaning: 'Offers a wiki to another account for fourteen days; it opens nothing of the wiki to it yet.',
  access: 'account',
  data: z.strictObject({
    wikiId: WikiId,
    to: z.string().max(100).describe('User name of the other account.'),
    reason: z.string().trim().max(500).optional().describe('For the other account to read.'),
    staysAs: StaysAs.default('none'),
  }),
  answer: TransferOffer,
});

export const listTransfers = defineRequest('wiki.ListTransfers', {
  meaning: 'The offers of wikis that the account has made, and those made to it; of each the newest hundred.',
  access: 'account',
  safe: true,
  data: z.strictObject({}),
  answer: z.object({ given: z.array(TransferOffer), received: z.array(TransferOffer) }),
});

const ofOffer = z.strictObject({ transferId: TransferId });

export const withdrawTransfer = defineRequest('wiki.WithdrawTransfer', {
  meaning: 'Takes back an offer that the account has made.',
  access: 'account',
  data: ofOffer,
  answer: z.object({}),
});

export const declineTransfer = defineRequest('wiki.DeclineTransfer', {
  meaning: 'Turns down an offer that was made to the account.',
  access: 'account',
  data: ofOffer,
  answer: z.object({}),
});

export const acceptTransfer = defineRequest('wiki.AcceptTransfer', {
  meaning: 'Takes a wiki over, as it stands, below the name of the account; all of it or nothing.',
  access: 'account',
  deadline: 20,
  data: ofOffer.extend({ slug: Slug.optional().describe('Another address than it has now.') }),
  answer: WikiSettings,
});
