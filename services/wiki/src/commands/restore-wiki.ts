import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { restoreWiki, WikiSettings } from '@wikibot/contracts/requests/life';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { broughtBack } from '../domain/deletion.ts';
import type { Ports } from '../ports.ts';
import { ownWiki } from '../queries/own-wiki.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { endWait } from './end-wait.ts';
import { knownToAuth } from './known-to-auth.ts';

const slice: AnswerSlice<typeof restoreWiki, Ports> = async ({ wikiId }, context, ports) => {
  const before = await ports.wikis.get(wikiId);
  const changed = await decided(wikiId, context, ports);
  if (changed.ok) await endWait({ wikiId, deletionId: before?.deletion?.id }, ports);
  return knownToAuth(wikiId, changed, { context, ports });
};

export default slice;

const decided = (wikiId: WikiId, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  ports.events.commit<WikiSettings>(context, streamOf(wikiStream, wikiId), async () => {
    const own = await ownWiki(wikiId, context, ports);
    if (!own.ok) return own;
    const next = broughtBack(own.wiki);
    if (!next.ok) return next;
    const { wiki, facts } = next;
    const changes = facts.length > 0 ? [ports.wikis.putting(wiki)] : [];
    return { ok: true, facts, changes, tenant: { accountId: wiki.ownerId, wikiId }, answer: await shownSettings(ports, wiki) };
  });
