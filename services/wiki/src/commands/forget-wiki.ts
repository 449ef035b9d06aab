import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { proposalsStream } from '@wikibot/contracts/facts/proposals';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from '../ports.ts';
import { lifeRefusals } from '../domain/life-refusals.ts';

/** The last fact comes first: from then on there is no such wiki, its address is free, and whatever comes late is refused. */
const slice: AnswerSlice<ReturnType<typeof forgetWiki<'wiki'>>, Ports> = async ({ wikiId }, context, ports) => {
  const ended = await endWiki(wikiId, context, ports);
  if (!ended.ok) return ended;
  await ports.forget(wikiId, [...partitionsOf(wikiId), ...ports.thumbnails.partitions(wikiId)]);
  await ports.webhooks.forgetAll(wikiId);
  await ports.repositories.remove(wikiId);
  await ports.payloads.forget(wikiId);
  await ports.events.forgetAll(streamOf(proposalsStream, wikiId));
  await ports.events.forgetAllButLast(streamOf(wikiStream, wikiId));
  return { ok: true, answer: {}, token: {} };
};

export default slice;

/** Every partition of this service that is about one wiki; views are forgotten by themselves. */
const partitionsOf = (wikiId: WikiId): readonly string[] => OWN.map((what) => `${what}#${wikiId}`);
const OWN = ['wiki', 'founding', 'agent', 'drafts', 'proposals', 'proposals-open', 'proposals-count', 'proposals-lane'] as const;

const endWiki = (wikiId: WikiId, { requestId, actor, tenant, correlationId, deadline }: Context, ports: Ports) =>
  // What is remembered of this step is remembered when all of it is done.
  ports.events.commit({ requestId, actor, tenant, correlationId, deadline }, streamOf(wikiStream, wikiId), async () => {
    const wiki = await ports.wikis.get(wikiId);
    if (!wiki) return { ok: true, facts: [], answer: {} };
    if (!wiki.deletion?.isFinal) return lifeRefusals['wiki.not-being-deleted']({});
    return {
      ok: true,
      facts: [{ name: 'wiki.WikiDeleted', data: { wikiId } }],
      changes: [...ports.wikis.releasing(wiki), ports.wikis.removing(wikiId)],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: {},
    };
  });
