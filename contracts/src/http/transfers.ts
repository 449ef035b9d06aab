/** REST of wikis that go to another account, at account level: the one that takes a wiki over has no part in it before. */
import * as z from 'zod';
import type { TransferId } from '../define/ids.ts';
import { defineRoute } from '../define/route.ts';
import * as transfers from '../requests/transfers.ts';
import { ofWikiId, ShownSettings, shownSettings } from './life.ts';
import { Slug } from './names.ts';

const NO_BODY = { response: z.null().describe('No body.'), respond: () => ({ status: 204, body: null }) } as const;

const ofTransferId = ({ params }: { readonly params: Readonly<Record<string, string>> }) => ({
  transferId: (params['transferId'] ?? '') as TransferId, // checked by the request
});

/** `POST /api/v1/wikis/wik_…/transfer` `{"to": "bob", "staysAs": "editor", "reason": "You know more of ponds."}` */
export const offerTransferRoute = defineRoute('POST /api/v1/wikis/{wikiId}/transfer', transfers.offerTransfer, {
  summary: 'Offer a wiki to another account, which has fourteen days to take it over',
  body: transfers.offerTransfer.data.omit({ wikiId: true }),
  maxBytes: 16 * 1024,
  response: transfers.TransferOffer,
  input: ({ params, body }) => ({ ...ofWikiId({ params }), ...body }),
  respond: (offer) => ({ status: 201, body: offer }),
});

export const listTransfersRoute = defineRoute('GET /api/v1/transfers', transfers.listTransfers, {
  summary: 'Offers of wikis that you made, and those made to you',
  response: transfers.listTransfers.answer,
  input: () => ({}),
});

export const withdrawTransferRoute = defineRoute('POST /api/v1/transfers/{transferId}/withdraw', transfers.withdrawTransfer, {
  summary: 'Take an offer back',
  input: ofTransferId,
  ...NO_BODY,
});

export const declineTransferRoute = defineRoute('POST /api/v1/transfers/{transferId}/decline', transfers.declineTransfer, {
  summary: 'Turn an offer down',
  input: ofTransferId,
  ...NO_BODY,
});

/** `POST /api/v1/transfers/trf_…/accept` `{"slug": "ponds"}`: the answer's `href` is where the wiki stands now; its old address leads there. */
export const acceptTransferRoute = defineRoute('POST /api/v1/transfers/{transferId}/accept', transfers.acceptTransfer, {
  summary: 'Take a wiki over: it moves below your name and counts for your plan',
  body: z.strictObject({ slug: Slug.optional() }),
  maxBytes: 4 * 1024,
  response: ShownSettings,
  input: ({ params, body }) => ({ ...ofTransferId({ params }), ...body }),
  respond: shownSettings,
});
