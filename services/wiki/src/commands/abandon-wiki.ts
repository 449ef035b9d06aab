import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { abandonWiki } from '@wikibot/contracts/requests/wikis';
import type { Ports } from '../ports.ts';

/** The fact comes first, so that steps which arrive late refuse; then nothing of the repository stays. */
const slice: AnswerSlice<typeof abandonWiki, Ports> = async ({ wikiId, ownerId, reason }, context, ports) => {
  const outcome = await ports.events.commit(context, streamOf(wikiStream, wikiId), async (sequence) => {
    const wiki = await ports.wikis.get(wikiId);
    const tenant = { accountId: ownerId, wikiId };
    const facts = [{ name: 'wiki.WikiAbandoned' as const, data: { wikiId, reason } }];
    const told = { put: { pk: `founding#${wikiId}`, sk: 'abandoned', reason } };
    if (wiki ? wiki.status === 'failed' : sequence > 0) return { ok: true, facts: [], answer: {} };
    if (!wiki) return { ok: true, facts, changes: [told], tenant, answer: {} };
    const changes = [told, ...ports.wikis.releasing(wiki), ports.wikis.putting({ ...wiki, status: 'failed', head: null, pages: 0 })];
    return { ok: true, facts, changes, tenant, answer: {} };
  });
  await ports.repositories.remove(wikiId);
  await forgetFetched(wikiId, ports);
  return outcome;
};

export default slice;

/** What was fetched for a wiki that got no page is of no use to anybody; what its facts tell of is read by views that hear of them late. */
const forgetFetched = async (wikiId: WikiId, { events, payloads }: Ports): Promise<void> => {
  const facts = await events.latest(streamOf(wikiStream, wikiId), FACTS_OF_A_SET_UP);
  if (!facts.some(({ name }) => name === headMoved.name)) await payloads.forget(wikiId);
};

/** Founded, its first pages, abandoned. */
const FACTS_OF_A_SET_UP = 10;
