/** An agent whose every call is counted as its model would see it: the arguments it writes and the text it gets, in tokens. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';

export interface Spent {
  calls: number;
  tokens: number;
}

export interface AgentAnswer {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export interface Agent {
  readonly call: (tool: string, input: Readonly<Record<string, unknown>>) => Promise<AgentAnswer>;
  /** What was spent since the last time. */
  readonly spent: () => Spent;
  readonly close: () => Promise<void>;
}

export const connectAgent = async (address: string, about: { readonly token: string; readonly session: string }): Promise<Agent> => {
  const client = new Client({ name: 'benchmark', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const requestInit = { headers: { Authorization: `Bearer ${about.token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(address), { requestInit }));
  let spent: Spent = { calls: 0, tokens: 0 };
  return {
    call: async (tool, input) => {
      const answer = await client.callTool({ name: tool, arguments: { ...input }, _meta: { 'wikibot/session': about.session } });
      const text = answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
      spent = { calls: spent.calls + 1, tokens: spent.tokens + encode(JSON.stringify({ tool, input })).length + encode(text).length };
      return { text, structured: (answer.structuredContent ?? {}) as Readonly<Record<string, unknown>>, isError: answer.isError === true };
    },
    spent: () => {
      const before = spent;
      spent = { calls: 0, tokens: 0 };
      return before;
    },
    close: () => client.close(),
  };
};
