/** Holds agents to the policy of a wiki, wherever their change comes from: every change passes here. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { FileChange } from '../domain/file-changes.ts';
import type { Held } from '../domain/policy/agent-access.ts';
import { accessToFiles, EVERYTHING } from '../domain/policy/agent-access.ts';
import { policyRefusals } from '../domain/policy/policy-refusals.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Names, Plan } from '../ports.ts';

/** What holds for a change of these files: for an agent by the policy, for everybody else nothing. */
export const heldAt = ({ actor }: Context, { agentPolicy = EVERYTHING }: Wiki, files: Iterable<string>): Held =>
  actor.kind === 'agent' ? accessToFiles(agentPolicy, files) : { access: 'direct', path: undefined };

/** All places that a plan touches, also those that files are moved from. */
export const filesOfPlan = ({ changes }: Plan<unknown>): readonly string[] => changes.flatMap((change) => [change.path, ...fromOf(change)]);

const fromOf = (change: FileChange): readonly string[] => ('delete' in change || change.from === undefined ? [] : [change.from]);

/** A plan that is refused for another reason is still told of the policy first, where it names the page that it was about. */
export const heldPlan = (context: Context, wiki: Wiki, plan: Plan<unknown> | Refused): Held =>
  heldAt(context, wiki, plan.ok ? filesOfPlan(plan) : pathIn(plan));

const pathIn = ({ refusal: { detail } }: Refused): readonly string[] => (typeof detail['path'] === 'string' ? [detail['path']] : []);

export const readOnly = async (names: Names, wiki: Wiki, { path = '' }: Held): Promise<Refused> =>
  policyRefusals['agent.read-only']({ path, owner: (await names.of(wiki.ownerId)) ?? null });
