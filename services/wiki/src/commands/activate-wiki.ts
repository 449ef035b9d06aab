import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { activateWiki } from '@wikibot/contracts/requests/wikis';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof activateWiki, Ports> = async ({ wikiId }, context, ports) =>
  ports.events.commit(context, streamOf(wikiStream, wikiId), async (sequence) => {
    const wiki = await ports.wikis.get(wikiId);
    if (!wiki || wiki.status === 'failed') return refusals['wiki.abandoned']({});
    // Whatever its owner has made of it since: the step may come again.
    if (wiki.status !== 'creating') return { ok: true, facts: [], answer: { sequence } };
    return {
      ok: true,
      facts: [{ name: 'wiki.WikiActivated', data: { wikiId } }],
      changes: [ports.wikis.putting({ ...wiki, status: 'active' })],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: { sequence: sequence + 1 },
    };
  });

export default slice;
