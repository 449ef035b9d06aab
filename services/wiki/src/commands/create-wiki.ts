import { accountOf } from '@wikibot/contracts/define/actor';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { DEFAULT_CATEGORIES } from '@wikibot/contracts/http/names';
import type { createWiki } from '@wikibot/contracts/requests/wikis';
import type { RememberingContext } from '@wikibot/platform/kernel/event-store';
import { importRefusals } from '../domain/importing/import-refusals.ts';
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
  const denied = await planProblem(ports, ownerId, data);
  if (denied) return denied;

  const wikiId = WikiId.parse(ports.ids.entity('wik'));
  const founding = { wikiId, ownerId, ...wanted(data) };
  const { slug, template } = founding;
  const outcome: Outcome<AnswerOf<typeof createWiki>> = {
    ok: true,
    answer: { wikiId, owner: (await ports.names.of(ownerId)) ?? ownerId, slug, status: 'creating' },
    token: {},
  };
  await ports.table.write([
    // The saga gets ids, and an address that anybody may call: what it is told is kept where nobody can delete it.
    { put: { ...foundingKey(wikiId), ...founding } },
    ports.sagas.starting('bootstrap', wikiId, { wikiId, ownerId, ...present({ template }), correlationId: context.correlationId }),
    ...((await context.outcomeRows?.(outcome)) ?? []),
  ]);
  return outcome;
};

export default slice;

type Wanted = DataOf<typeof createWiki>;

const planProblem = async (ports: Ports, ownerId: AccountId, { slug, template }: Wanted): Promise<Refused | undefined> => {
  const place = await placeForWiki(ports, ownerId, slug);
  if (!place.ok) return place;
  return template && !place.templates ? importRefusals['wiki.template-not-in-plan']({}) : undefined;
};

/** What is kept of it until the wiki is founded. */
const wanted = ({ categories = [...DEFAULT_CATEGORIES], template, name, slug, purpose, visibility }: Wanted) => ({
  ...{ name, slug, purpose, visibility, categories },
  ...present({ template }),
});
