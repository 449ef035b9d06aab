import type { Outcome } from '@wikibot/contracts/define/envelope';

/** The answer of a request that has to succeed for the test to go on. */
export const answerOf = <A>(outcome: Outcome<A>): A => {
  if (outcome.ok) return outcome.answer;
  throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
};
