import type { FactOf } from '@wikibot/contracts/define/fact';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import { cutAt } from '@wikibot/platform/page/words';
import type { LastChange } from './note.ts';

type HeadMoved = FactOf<typeof headMoved>;

/** A pushed message may be as long as its author liked; rows and answers are not. */
const MAX_MESSAGE = 1000;

const messageOf = ({ data }: HeadMoved): string => {
  const commit = data.commits.find(({ id }) => id === data.head) ?? data.commits.at(-1);
  return cutAt((commit?.message ?? '').trim().toWellFormed(), MAX_MESSAGE);
};

/** What a move of the head says about every page it touched. */
export const lastChangeOf = (fact: HeadMoved): LastChange => ({
  revision: fact.data.head,
  time: fact.time,
  actor: fact.actor,
  intent: fact.data.intent,
  message: messageOf(fact),
});
