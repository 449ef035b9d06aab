import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { listWikis, WikiEntry } from '@wikibot/contracts/requests/wikis';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof listWikis, Ports> = async (_data, { actor }, ports) => {
  const accountId = accountOf(actor);
  if (!accountId) return refusals['wiki.not-found']({});
  const wikis = await ports.wikis.ownedBy(accountId);
  const owner = (await ports.names.of(accountId)) ?? accountId;
  return { ok: true, answer: { wikis: wikis.map((wiki) => entryOf(wiki, owner)) }, token: {} };
};

export default slice;

const entryOf = ({ id, slug, name, purpose, visibility, status, pages, changed }: Wiki, owner: string): WikiEntry => ({
  id,
  owner,
  slug,
  name,
  purpose,
  visibility,
  status,
  pages,
  changed,
});
