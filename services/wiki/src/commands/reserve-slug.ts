import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { reserveSlug } from '@wikibot/contracts/requests/wikis';
import { foundingIn, foundingKey } from '../domain/founding.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { placeForWiki } from './place-for-wiki.ts';

const slice: AnswerSlice<typeof reserveSlug, Ports> = async ({ wikiId }, context, ports) => {
  const row = await ports.table.get(foundingKey(wikiId));
  if (!row) return refusals['wiki.abandoned']({});
  const data = foundingIn(row);
  const { ownerId, slug, name, purpose, visibility, categories } = data;
  return ports.events.commit(context, streamOf(wikiStream, wikiId), async (sequence) => {
    const wiki = await ports.wikis.get(wikiId);
    if (wiki) return wiki.status === 'failed' ? refusals['wiki.abandoned']({}) : { ok: true, facts: [], answer: { sequence } };
    if (sequence > 0) return refusals['wiki.abandoned']({});
    const place = await placeForWiki(ports, ownerId, slug);
    if (!place.ok) return place;
    const changed = new Date(ports.clock.now()).toISOString();
    const founded: Wiki = {
      id: wikiId,
      ownerId,
      slug,
      name,
      purpose,
      visibility,
      categories,
      status: 'creating',
      head: null,
      pages: 0,
      bytes: 0,
      changed,
    };
    return {
      ok: true,
      facts: [{ name: 'wiki.WikiFounded', data: { ...data, categories: [...categories] } }],
      changes: ports.wikis.reserving(founded, place.limit),
      tenant: { accountId: ownerId, wikiId },
      answer: { sequence: sequence + 1 },
    };
  });
};

export default slice;
