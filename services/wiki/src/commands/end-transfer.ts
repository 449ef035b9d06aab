/** An offer that comes to nothing: its owner takes it back, or the other account turns it down; also when its time is over. */
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AccountId, TransferId } from '@wikibot/contracts/define/ids';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { OfferedWiki } from '../domain/transfer.ts';
import { betweenOf, ended, isOffered } from '../domain/transfer.ts';
import { transferRefusals } from '../domain/transfer-refusals.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';

export const SIDES = {
  giver: { fact: 'wiki.TransferWithdrawn', account: ({ ownerId }: OfferedWiki): AccountId => ownerId },
  receiver: { fact: 'wiki.TransferDeclined', account: ({ offer }: OfferedWiki): AccountId => offer.to },
} as const;

export interface Asked {
  readonly transferId: TransferId;
  readonly side: keyof typeof SIDES;
}

/** The offer as it stands, to the account on that side of it; to everybody else there is none. */
export const standingOffer = (wiki: Wiki | undefined, { transferId, side }: Asked, accountId: AccountId): OfferedWiki | undefined =>
  isOffered(wiki) && wiki.offer.id === transferId && SIDES[side].account(wiki) === accountId ? wiki : undefined;

export const endTransfer = async (asked: Asked, context: Context, ports: Ports): Promise<Outcome<Record<never, never>>> => {
  const accountId = accountOf(context.actor);
  const wikiId = accountId && (await ports.transfers.wikiOf(accountId, asked.transferId));
  if (!wikiId) return transferRefusals['transfer.unknown']({});
  return ports.events.commit<Record<never, never>>(context, streamOf(wikiStream, wikiId), async () => {
    const before = standingOffer(await ports.wikis.get(wikiId), asked, accountId);
    if (!before) return transferRefusals['transfer.unknown']({});
    const { wiki, facts } = ended(before, SIDES[asked.side].fact);
    return {
      ok: true,
      facts,
      changes: [...ports.transfers.removing(betweenOf(before)), ports.wikis.putting(wiki)],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: {},
    };
  });
};
