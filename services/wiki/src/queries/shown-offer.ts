/** An offer as one of its two accounts is shown it. */
import type { AccountId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Slug } from '@wikibot/contracts/http/names';
import type { TransferOffer } from '@wikibot/contracts/requests/transfers';
import type { OfferedWiki } from '../domain/transfer.ts';
import { hasExpired } from '../domain/transfer.ts';
import { transferRefusals } from '../domain/transfer-refusals.ts';
import type { Ports } from '../ports.ts';
import { roomForTransfer } from './room-for-transfer.ts';

export const shownOffer = async (ports: Ports, wiki: OfferedWiki, viewer: AccountId): Promise<TransferOffer> => {
  const { offer, id: wikiId, name, visibility, pages } = wiki;
  const { id, to, staysAs, reason, offered, until } = offer;
  const [from, toName] = [(await ports.names.of(wiki.ownerId)) ?? wiki.ownerId, (await ports.names.of(to)) ?? to];
  const slug = wiki.slug as Slug; // every wiki was founded with one
  const problem = viewer === to ? await problemOfReceiver(ports, wiki) : await problemToGiver(ports, wiki, toName);
  const obstacle = problem && { code: problem.refusal.code, message: problem.refusal.message };
  const expired = hasExpired(offer, ports.clock.now());
  return present({ id, wikiId, name, slug, visibility, pages, from, to: toName, staysAs, reason, offered, until, expired, obstacle });
};

const problemOfReceiver = async (ports: Ports, wiki: OfferedWiki): Promise<Refused | undefined> => {
  const room = await roomForTransfer(ports, wiki, wiki.slug);
  return room.ok ? undefined : room;
};

/** Only what everybody can see: neither plans nor private wikis of others are the giver's business. */
const problemToGiver = async ({ wikis }: Ports, { slug, offer }: OfferedWiki, to: string): Promise<Refused | undefined> => {
  const holder = await wikis.at(offer.to, slug);
  const other = holder && (await wikis.get(holder));
  const isSeen = other?.visibility === 'public' && (other.status === 'active' || other.status === 'archived');
  return isSeen ? transferRefusals['transfer.address-taken']({ slug, to }) : undefined;
};
