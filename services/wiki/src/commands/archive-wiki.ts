import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { archiveWiki, WikiSettings } from '@wikibot/contracts/requests/life';
import { notStanding } from '../domain/closed-to-changes.ts';
import type { Ports } from '../ports.ts';
import { ownWiki } from '../queries/own-wiki.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { knownToAuth } from './known-to-auth.ts';

const slice: AnswerSlice<typeof archiveWiki, Ports> = async (asked, context, ports) =>
  knownToAuth(asked.wikiId, await decided(asked, context, ports), { context, ports });

export default slice;

const decided = ({ wikiId, archived }: DataOf<typeof archiveWiki>, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  ports.events.commit<WikiSettings>(context, streamOf(wikiStream, wikiId), async () => {
    const own = await ownWiki(wikiId, context, ports);
    if (!own.ok) return own;
    const refused = notStanding(own.wiki);
    if (refused) return refused;
    const wiki = { ...own.wiki, status: archived ? ('archived' as const) : ('active' as const) };
    const answer = await shownSettings(ports, wiki);
    if (own.wiki.status === wiki.status) return { ok: true, facts: [], answer };
    const name = archived ? ('wiki.WikiArchived' as const) : ('wiki.WikiUnarchived' as const);
    const tenant = { accountId: wiki.ownerId, wikiId };
    return { ok: true, facts: [{ name, data: { wikiId } }], changes: [ports.wikis.putting(wiki)], tenant, answer };
  });
