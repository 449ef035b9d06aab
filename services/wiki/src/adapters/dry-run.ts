import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Decided } from '@wikibot/platform/kernel/event-store';
import type { Ground, Plan } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** A plan that was only tried out is answered with the head that it would be made on. */
export const triedOut = <A>({ wiki, sequence }: Ground, plan: Plan<A>): Decided<A> | Refused =>
  wiki.head
    ? { ok: true, facts: [], answer: plan.answer({ head: wiki.head, sequence: sequence - 1 }) }
    : refusals['wiki.not-ready']({ status: wiki.status });
