/** What agents may change in a wiki: told to everyone who may read it, set by its owner. */
import * as z from 'zod';
import { defineRequest } from '../define/request.ts';
import { AgentAccess, AgentPolicy, AgentRule, MAX_AGENT_RULES } from '../facts/agent-policy.ts';
import { PathText } from './pages.ts';

export const describeAgentPolicy = defineRequest('wiki.DescribeAgentPolicy', {
  meaning: 'What agents may change in a wiki, and what holds for one path.',
  access: 'read',
  safe: true,
  data: z.strictObject({ path: PathText.optional().describe('A page or folder to be told about.') }),
  answer: z.object({
    policy: AgentPolicy.describe('Without rules for folders that are closed to the reader.'),
    path: z.string().optional(),
    access: AgentAccess.describe('What holds for the path; without one, what holds where no rule fits.'),
    strictest: AgentAccess.describe('The strictest of all that holds anywhere: when this is direct, no change of an agent is held back.'),
    owner: z.string().optional().describe('User name of whoever can change it, where it is known.'),
  }),
  paths: ({ path }) => (path === undefined ? [] : [path]),
});

export const setAgentPolicy = defineRequest('wiki.SetAgentPolicy', {
  meaning: 'Says what agents may change in a wiki. Agents cannot.',
  access: 'own',
  data: z.strictObject({ default: AgentAccess, rules: z.array(AgentRule).max(MAX_AGENT_RULES).default([]) }),
  answer: z.object({ policy: AgentPolicy, sequence: z.number().int() }),
});
