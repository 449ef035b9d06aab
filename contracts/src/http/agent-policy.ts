/** REST of what agents may do in a wiki. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { AgentAccess, AgentRule, MAX_AGENT_RULES } from '../facts/agent-policy.ts';
import { describeAgentPolicy, setAgentPolicy } from '../requests/agent-policy.ts';
import { PathText } from '../requests/pages.ts';

const address = '/{owner}/{wiki}/api/v1/agent-policy' as const;

export const describeAgentPolicyRoute = defineRoute(`GET ${address}`, describeAgentPolicy, {
  summary: 'What agents may change, in the wiki or at a path',
  query: z.strictObject({ path: PathText.optional() }),
  response: describeAgentPolicy.answer,
  input: ({ query }) => present(query),
});

export const setAgentPolicyRoute = defineRoute(`PUT ${address}`, setAgentPolicy, {
  summary: 'Say what agents may change; for its owner in person',
  body: z.strictObject({ default: AgentAccess, rules: z.array(AgentRule).max(MAX_AGENT_RULES).optional() }),
  response: setAgentPolicy.answer,
  input: ({ body }) => present(body),
});
