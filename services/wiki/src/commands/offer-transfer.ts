import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { TransferId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { findAccount } from '@wikibot/contracts/requests/auth';
import type { offerTransfer, TransferOffer } from '@wikibot/contracts/requests/transfers';
import { notStanding } from '../domain/closed-to-changes.ts';
import { betweenOf, hasExpired, isOffered, offered, OFFER_MS } from '../domain/transfer.ts';
import { transferRefusals } from '../domain/transfer-refusals.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { ownWiki } from '../queries/own-wiki.ts';
import { shownOffer } from '../queries/shown-offer.ts';

/** One offer at a time; one whose time is over makes room for the next. */
const slice: AnswerSlice<typeof offerTransfer, Ports> = async ({ wikiId, to: username, reason, staysAs }, context, ports) => {
  const owned = await ownWiki(wikiId, context, ports);
  if (!owned.ok) return owned;
  const receiver = await receiverOf(username, context, ports);
  if (!receiver.ok) return receiver;
  const { accountId: to } = receiver;
  const id = TransferId.parse(ports.ids.entity('trf'));
  return ports.events.commit<TransferOffer>(context, streamOf(wikiStream, wikiId), async () => {
    const own = await ownWiki(wikiId, context, ports);
    if (!own.ok) return own;
    const now = ports.clock.now();
    const refused = offerProblem(own.wiki, to, now);
    if (refused) return refused;
    const [from, until] = [new Date(now).toISOString(), new Date(now + OFFER_MS).toISOString()];
    const offer = present({ id, to, staysAs, reason: reason === '' ? undefined : reason, offered: from, until });
    const { wiki, facts } = offered(own.wiki, offer);
    const earlier = isOffered(own.wiki) ? ports.transfers.removing(betweenOf(own.wiki)) : [];
    const standing = { ...wiki, offer };
    return {
      ok: true,
      facts,
      changes: [...earlier, ...ports.transfers.keeping(betweenOf(standing)), ports.wikis.putting(wiki)],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: await shownOffer(ports, standing, wiki.ownerId),
    };
  });
};

export default slice;

const offerProblem = (wiki: Wiki, to: AccountId, now: number): Refused | undefined => {
  const unsettled = notStanding(wiki);
  if (unsettled) return unsettled;
  if (to === wiki.ownerId) return transferRefusals['transfer.to-oneself']({});
  return wiki.offer && !hasExpired(wiki.offer, now) ? transferRefusals['transfer.pending']({ until: wiki.offer.until }) : undefined;
};

const PATIENCE_MS = 5_000;

/** Whose user name it is, as auth knows it. */
const receiverOf = async (username: string, context: Context, { ask, clock, ids, service }: Ports) => {
  const found = await ask(
    findAccount,
    { username },
    {
      requestId: ids.uuid(),
      actor: { kind: 'system', name: service },
      tenant: {},
      correlationId: context.correlationId,
      causationId: context.requestId,
      deadline: clock.now() + PATIENCE_MS,
    },
  );
  return found.ok ? ({ ok: true, accountId: found.answer.accountId } as const) : found;
};
