/** Archiving and its opposite: the same decision in two directions. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { WikiSettings } from '@wikibot/contracts/requests/settings';
import { notStanding } from '../domain/closed-to-changes.ts';
import type { Ports } from '../ports.ts';
import { ownWiki } from '../queries/own-wiki.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { knownToAuth } from './known-to-auth.ts';

const FACTS = { archived: 'wiki.WikiArchived', active: 'wiki.WikiUnarchived' } as const;

export interface PuttingAway {
  readonly wikiId: WikiId;
  readonly becomes: keyof typeof FACTS;
}

export const putAway = async (asked: PuttingAway, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  knownToAuth(asked.wikiId, await decided(asked, context, ports), { context, ports });

const decided = ({ wikiId, becomes }: PuttingAway, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  ports.events.commit(context, streamOf(wikiStream, wikiId), async () => {
    const own = await ownWiki(wikiId, context, ports);
    if (!own.ok) return own;
    const { status, ownerId } = own.wiki;
    const refused = notStanding(own.wiki);
    if (refused) return refused;
    const wiki = { ...own.wiki, status: becomes };
    const answer = await shownSettings(ports, wiki);
    if (status === becomes) return { ok: true, facts: [], answer };
    const facts = [{ name: FACTS[becomes], data: { wikiId } }];
    return { ok: true, facts, changes: [ports.wikis.putting(wiki)], tenant: { accountId: ownerId, wikiId }, answer };
  });
