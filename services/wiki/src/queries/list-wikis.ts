import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { WikiUsage } from '@wikibot/contracts/requests/limits';
import type { listWikis, WikiEntry } from '@wikibot/contracts/requests/wikis';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { wikiUsages } from './wiki-usage.ts';

const slice: AnswerSlice<typeof listWikis, Ports> = async (_data, { actor }, ports) => {
  const accountId = accountOf(actor);
  if (!accountId) return refusals['wiki.not-found']({});
  const wikis = await ports.wikis.ownedBy(accountId);
  const [owner, usages] = [(await ports.names.of(accountId)) ?? accountId, await wikiUsages(ports, wikis)];
  const entries = wikis.flatMap((wiki, place) => {
    const usage = usages[place];
    return usage ? [entryOf(wiki, { owner, usage })] : [];
  });
  return { ok: true, answer: { wikis: entries }, token: {} };
};

export default slice;

interface Beside {
  readonly owner: string;
  readonly usage: WikiUsage;
}

const entryOf = (wiki: Wiki, { owner, usage }: Beside): WikiEntry => {
  const { id, slug, name, purpose, visibility, status, pages, changed, deletion } = wiki;
  return present({ id, owner, slug, name, purpose, visibility, status, pages, changed, usage, deletedOn: deletion?.until });
};
