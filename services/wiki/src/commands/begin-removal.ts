import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { beginRemoval } from '@wikibot/contracts/requests/life';
import type { Ports } from '../ports.ts';
import { lifeRefusals } from '../domain/life-refusals.ts';

/** Of the owner who brings it back in the last second and this step, the one whose fact comes first is right. */
const slice: AnswerSlice<typeof beginRemoval, Ports> = ({ wikiId, deletionId }, context, ports) =>
  ports.events.commit(context, streamOf(wikiStream, wikiId), async () => {
    const wiki = await ports.wikis.get(wikiId);
    if (!wiki?.deletion || wiki.deletion.id !== deletionId) return lifeRefusals['wiki.not-being-deleted']({});
    if (wiki.deletion.isFinal) return { ok: true, facts: [], answer: {} };
    return {
      ok: true,
      facts: [{ name: 'wiki.GraceEnded', data: { wikiId } }],
      changes: [ports.wikis.putting({ ...wiki, deletion: { ...wiki.deletion, isFinal: true } })],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: {},
    };
  });

export default slice;
