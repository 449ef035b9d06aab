import type { Proposed } from '../requests/proposed.ts';

/** What became a proposal is accepted, and not there yet (RFC 9110 §15.3.3); a trial did nothing at all. */
export const statusOf = (
  answer: { readonly dryRun?: true | undefined; readonly proposal?: Proposed | undefined },
  created = false,
): number => {
  if (answer.dryRun) return 200;
  if (answer.proposal) return 202;
  return created ? 201 : 200;
};
