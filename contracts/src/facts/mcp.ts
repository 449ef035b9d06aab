/** What agents asked of the endpoints: for usage, limits and audit. Never what was in it. */
import * as z from 'zod';
import { defineFact, defineStream } from '../define/fact.ts';
import { AccountId, Instant, WikiId } from '../define/ids.ts';

const short = z.string().min(1).max(200);

export const toolCalled = defineFact('mcp.ToolCalled', {
  meaning: 'An agent called a tool of a wiki, and this is how it ended; nothing of what it sent or read is kept.',
  data: z.object({
    wikiId: WikiId,
    accountId: AccountId.optional().describe('Whom the agent acts for; none for the anonymous.'),
    client: short.optional().describe('The client as it names itself.'),
    tool: z.string().max(64),
    outcome: z.enum(['answered', 'refused', 'asked', 'failed']).describe('Asked: the person at the client was to decide first.'),
    code: z.string().max(100).optional().describe('Of a refusal.'),
    at: Instant.describe('When it began.'),
    milliseconds: z.number().int().nonnegative(),
    size: z.number().int().nonnegative().describe('Of the text that went out, in UTF-16 units.'),
    correlationId: z.string().max(200).describe('The id under which logs and changes tell of it.'),
  }),
});

export const callsStream = defineStream({
  name: 'calls',
  service: 'mcp',
  meaning: 'What agents asked of one wiki: `calls/<wikiId>`. It is written some seconds after the calls.',
  facts: [toolCalled],
});
