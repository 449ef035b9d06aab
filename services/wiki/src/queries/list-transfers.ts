import { accountOf } from '@wikibot/contracts/define/actor';
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { listTransfers } from '@wikibot/contracts/requests/transfers';
import type { OfferedWiki } from '../domain/transfer.ts';
import { isOffered } from '../domain/transfer.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { shownOffer } from './shown-offer.ts';

const MOST = 100;

const slice: AnswerSlice<typeof listTransfers, Ports> = async (_data, { actor }, ports) => {
  const accountId = accountOf(actor);
  if (!accountId) return refusals['wiki.not-found']({});
  const all = await offersOf(accountId, ports);
  const shown = (some: readonly OfferedWiki[]) => Promise.all(some.slice(0, MOST).map((wiki) => shownOffer(ports, wiki, accountId)));
  const [given, received] = await Promise.all([
    shown(all.filter(({ ownerId }) => ownerId === accountId)),
    shown(all.filter(({ offer }) => offer.to === accountId)),
  ]);
  return { ok: true, answer: { given, received }, token: {} };
};

export default slice;

const offersOf = async (accountId: AccountId, { transfers, wikis }: Ports): Promise<readonly OfferedWiki[]> => {
  const rows = await transfers.of(accountId);
  const found = await Promise.all(rows.map(async ({ id, wikiId }) => ({ id, wiki: await wikis.get(wikiId) })));
  return found.flatMap(({ id, wiki }) => (isOffered(wiki) && wiki.offer.id === id ? [wiki] : []));
};
