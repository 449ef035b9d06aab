import { accountOf } from '@wikibot/contracts/define/actor';
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Slug } from '@wikibot/contracts/http/names';
import type { WikiSettings } from '@wikibot/contracts/requests/life';
import type { acceptTransfer } from '@wikibot/contracts/requests/transfers';
import { notStanding } from '../domain/closed-to-changes.ts';
import type { OfferedWiki } from '../domain/transfer.ts';
import { betweenOf, hasExpired, takenOver } from '../domain/transfer.ts';
import { transferRefusals } from '../domain/transfer-refusals.ts';
import type { Ports } from '../ports.ts';
import { roomForTransfer } from '../queries/room-for-transfer.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { standingOffer } from './end-transfer.ts';
import { knownToAuth, rolesPassed } from './known-to-auth.ts';

/**
 * Owner, address, both counts and the offer change in one transaction on the wiki's stream, so whatever is decided about the wiki at the same
 * time comes before or after it as a whole. Roles are auth's: it is asked here, and hears of it by the fact should the asking be in vain.
 */
const slice: AnswerSlice<typeof acceptTransfer, Ports> = async (asked, context, ports) => {
  const accountId = accountOf(context.actor);
  const wikiId = accountId && (await ports.transfers.wikiOf(accountId, asked.transferId));
  if (!wikiId) return transferRefusals['transfer.unknown']({});
  const changed = await decided({ ...asked, accountId, wikiId }, context, ports);
  await rolesPassed(wikiId, changed, { context, ports });
  return knownToAuth(wikiId, changed, { context, ports });
};

export default slice;

type Asked = DataOf<typeof acceptTransfer> & { readonly accountId: AccountId; readonly wikiId: WikiId };

const decided = (asked: Asked, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  ports.events.commit<WikiSettings>(context, streamOf(wikiStream, asked.wikiId), async () => {
    const { transferId, wikiId, accountId } = asked;
    const before = standingOffer(await ports.wikis.get(wikiId), { transferId, side: 'receiver' }, accountId);
    if (!before) return transferRefusals['transfer.unknown']({});
    const refused = lateFor(before, ports.clock.now());
    if (refused) return refused;
    const slug = asked.slug ?? (before.slug as Slug); // every wiki was founded with one
    const room = await roomForTransfer(ports, before, slug);
    if (!room.ok) return room;
    const { wiki, facts, ownerId } = takenOver(before, { slug });
    return {
      ok: true,
      facts,
      changes: [
        ...ports.wikis.transferring(before, { ownerId, slug }, room.limit),
        ...ports.transfers.removing(betweenOf(before)),
        ports.wikis.putting(wiki),
      ],
      tenant: { accountId: ownerId, wikiId },
      answer: await shownSettings(ports, wiki),
    };
  });

/** An archived wiki can be taken over, and stays archived. */
const lateFor = (wiki: OfferedWiki, now: number): Refused | undefined =>
  hasExpired(wiki.offer, now) ? transferRefusals['transfer.expired']({ until: wiki.offer.until }) : notStanding(wiki);
