import { accountOf } from '@wikibot/contracts/define/actor';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { DEFAULT_CATEGORIES } from '@wikibot/contracts/http/names';
import type { createWiki } from '@wikibot/contracts/requests/wikis';
import type { RememberingContext } from '@wikibot/platform/kernel/event-store';
import type { Ports } from '../ports.ts';
import { foundingKey } from '../domain/founding.ts';
import { refusals } from '../refusals.ts';
import { placeForWiki } from './place-for-wiki.ts';

/** Says no at once where it can; the saga's first step takes the address for good. */
const slice: AnswerSlice<typeof createWiki, Ports> = async (
  data,
  context: RememberingContext,
  ports,
): Promise<Outcome<AnswerOf<typeof createWiki>>> => {
  const ownerId = accountOf(context.actor);
  if (!ownerId) return refusals['wiki.not-found']({});
  const place = await placeForWiki(ports, ownerId, data.slug);
  if (!place.ok) return place;

  const wikiId = WikiId.parse(ports.ids.entity('wik'));
  const { name, slug, purpose, visibility } = data;
  const founding = { wikiId, ownerId, name, slug, purpose, visibility, categories: data.categories ?? [...DEFAULT_CATEGORIES] };
  const outcome: Outcome<AnswerOf<typeof createWiki>> = {
    ok: true,
    answer: { wikiId, owner: (await ports.names.of(ownerId)) ?? ownerId, slug, status: 'creating' },
    token: {},
  };
  await ports.table.write([
    // The saga gets ids only: what it is told is kept where nobody can delete it.
    { put: { ...foundingKey(wikiId), ...founding } },
    ports.sagas.starting('bootstrap', wikiId, { wikiId, ownerId, correlationId: context.correlationId }),
    ...((await context.outcomeRows?.(outcome)) ?? []),
  ]);
  return outcome;
};

export default slice;
