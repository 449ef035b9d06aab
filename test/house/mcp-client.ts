/** The official MCP clients of both protocol eras, behind one shape. */
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

export interface ToolAnswer {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
  /** What stands beside the text. */
  readonly blocks: readonly { readonly type: string }[];
}

export interface McpClient {
  readonly tools: () => Promise<readonly string[]>;
  /** Those of them that may change something. */
  readonly changing: () => Promise<readonly string[]>;
  readonly call: (name: string, input?: Readonly<Record<string, unknown>>) => Promise<ToolAnswer>;
  readonly close: () => Promise<void>;
}

export type Connect = (address: string, token: string) => Promise<McpClient>;

/** Both clients have checked the shape of what they answer. */
const answerOf = (raw: unknown): ToolAnswer => {
  const { content, structuredContent, isError } = raw as {
    content: { type: string; text?: string }[];
    structuredContent?: Record<string, unknown>;
    isError?: boolean;
  };
  return {
    text: content.map(({ text }) => text ?? '').join('\n'),
    structured: structuredContent ?? {},
    isError: isError === true,
    blocks: content.filter(({ type }) => type !== 'text'),
  };
};

const changer = ({ name, annotations }: { name: string; annotations?: { readOnlyHint?: boolean | undefined } | undefined }): string[] =>
  annotations?.readOnlyHint === true ? [] : [name];

/** Without it the client begins as older ones do. */
const PRESENT_ERA = { versionNegotiation: { mode: { pin: '2026-07-28' } } } as const;

const withBearer = (token: string) => ({ requestInit: { headers: { Authorization: `Bearer ${token}` } } });

const connectModern: Connect = async (address, token) => {
  const client = new ModernClient({ name: 'claude-code', version: '1' }, PRESENT_ERA);
  await client.connect(new ModernTransport(new URL(address), withBearer(token)));
  await client.listTools(); // from then on it checks results by the schemas of the tools
  return {
    tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    changing: async () => (await client.listTools()).tools.flatMap(changer),
    call: async (name, input = {}) => answerOf(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
};

/** A client whose person says yes or no to what it is asked, and hears every question. */
export const connectAsked = async (
  { address, token }: { readonly address: string; readonly token: string },
  answer: (question: string) => 'accept' | 'decline',
): Promise<McpClient> => {
  const client = new ModernClient({ name: 'claude-code', version: '1' }, { ...PRESENT_ERA, capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler('elicitation/create', ({ params }) => ({ action: answer(params.message) }));
  await client.connect(new ModernTransport(new URL(address), withBearer(token)));
  await client.listTools(); // from then on it checks results by the schemas of the tools
  return {
    tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    changing: async () => (await client.listTools()).tools.flatMap(changer),
    call: async (name, input = {}) => answerOf(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
};

const connectOlder: Connect = async (address, token) => {
  const client = new OlderClient({ name: 'older-agent', version: '1' });
  const transport = new OlderTransport(new URL(address), withBearer(token));
  // The older types were not written for exact optional properties.
  await client.connect(transport as unknown as Parameters<typeof client.connect>[0]);
  await client.listTools(); // from then on it checks results by the schemas of the tools
  return {
    tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    changing: async () => (await client.listTools()).tools.flatMap(changer),
    call: async (name, input = {}) => answerOf(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
};

export const eras: readonly (readonly [name: string, connect: Connect])[] = [
  ['the current client', connectModern],
  ['the older client', connectOlder],
];
