/** What agents may do in a wiki, and where. */
import * as z from 'zod';
import { defineFact } from '../define/fact.ts';
import { WikiId } from '../define/ids.ts';

export const AgentAccess = z
  .enum(['direct', 'propose', 'read-only'])
  .describe('Changes take effect at once, become a proposal that a person merges or declines, or are refused.')
  .meta({ id: 'AgentAccess' });
export type AgentAccess = z.infer<typeof AgentAccess>;

export const MAX_AGENT_RULES = 100;

/** What holds for a page and all below it. */
export const AgentRule = z
  .strictObject({ prefix: z.string().trim().min(1).max(900).describe('A page or folder, e.g. `Meta`.'), access: AgentAccess })
  .meta({ id: 'AgentRule' });
export type AgentRule = z.infer<typeof AgentRule>;

/** The longest prefix wins; where none fits, the default holds. */
export const AgentPolicy = z.object({ default: AgentAccess, rules: z.array(AgentRule).max(MAX_AGENT_RULES) }).meta({ id: 'AgentPolicy' });
export type AgentPolicy = z.infer<typeof AgentPolicy>;

export const agentPolicySet = defineFact('wiki.AgentPolicySet', {
  meaning: 'The owner of a wiki said what agents may change in it; it holds for what they do from then on.',
  data: z.object({ wikiId: WikiId, policy: AgentPolicy }),
});
