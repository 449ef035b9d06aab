import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { deleteWiki, WikiSettings } from '@wikibot/contracts/requests/life';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Begun } from '../domain/deletion.ts';
import { begun } from '../domain/deletion.ts';
import { betweenOf, isOffered } from '../domain/transfer.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { ownWiki } from '../queries/own-wiki.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { lifeRefusals } from '../domain/life-refusals.ts';
import { knownToAuth } from './known-to-auth.ts';
import { endWait } from './end-wait.ts';

/** The saga starts in the same transaction. One that waits already is told not to wait when the owner wants it gone now. */
const slice: AnswerSlice<typeof deleteWiki, Ports> = async (data, context, ports) => {
  const deletionId = ports.ids.entity('del');
  const changed = await decided({ ...data, deletionId }, context, ports);
  if (changed.ok) await endWait({ wikiId: data.wikiId, deletionId: (await ports.wikis.get(data.wikiId))?.deletion?.id }, ports);
  return knownToAuth(data.wikiId, changed, { context, ports });
};

export default slice;

type Asked = DataOf<typeof deleteWiki> & { readonly deletionId: string };

const decided = ({ wikiId, confirm, now, deletionId }: Asked, context: Context, ports: Ports): Promise<Outcome<WikiSettings>> =>
  ports.events.commit<WikiSettings>(context, streamOf(wikiStream, wikiId), async () => {
    const own = await ownWiki(wikiId, context, ports);
    if (!own.ok) return own;
    const refused = await unconfirmed(own.wiki, confirm, ports);
    if (refused) return refused;
    const next = begun(own.wiki, { id: deletionId, now, time: ports.clock.now() });
    if (!next.ok) return next;
    const notOffered = isOffered(own.wiki) ? ports.transfers.removing(betweenOf(own.wiki)) : [];
    return {
      ok: true,
      facts: next.facts,
      changes: next.facts.length > 0 ? [ports.wikis.putting(next.wiki), ...notOffered, ...starting(next, context, ports)] : [],
      tenant: { accountId: next.wiki.ownerId, wikiId },
      answer: await shownSettings(ports, next.wiki),
    };
  });

const starting = ({ wiki: { id: wikiId, ownerId }, starts }: Begun, { correlationId }: Context, { sagas }: Ports) =>
  starts === undefined ? [] : [sagas.starting('deletion', starts, { wikiId, ownerId, deletionId: starts, correlationId })];

/** Nobody types a whole address by mistake. */
const unconfirmed = async ({ ownerId, slug }: Wiki, confirm: string, { names }: Ports): Promise<Refused | undefined> => {
  const address = `${(await names.of(ownerId)) ?? ownerId}/${slug}`;
  return confirm === address ? undefined : lifeRefusals['wiki.unconfirmed']({ address });
};
