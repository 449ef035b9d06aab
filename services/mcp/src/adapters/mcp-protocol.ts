/** The protocol itself, by its official SDK: the 2026-07-28 revision and all before it, from one endpoint without sessions. */
import type { ClientCapabilities, ServerContext } from '@modelcontextprotocol/server';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  createMcpHandler,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from '@modelcontextprotocol/server';
import { present } from '@wikibot/contracts/define/present';
import type { Log } from '@wikibot/platform/kernel/ports';
import type { Dialog, Question } from '../domain/dialog.ts';
import type { ListedTool } from '../domain/tool-schema.ts';
import type { Claims, Protocol, Session, ToolResult } from '../ports.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** The list depends on the caller alone, and rights seldom change. */
const LIST_CACHE = { ttlMs: 300_000, cacheScope: 'private' } as const;

const IDENTITY = { name: 'wikibot', title: 'wikibot', version: '0.1.0' };

/** The name under which the one question of a call travels. */
const APPROVAL = 'approval';

const dialogOf = (mcpReq: ServerContext['mcpReq'], capabilities: ClientCapabilities | undefined): Dialog => {
  const about = mcpReq.requestState<unknown>();
  const response = inputResponse(mcpReq.inputResponses, APPROVAL);
  const answer = typeof about === 'string' && response.kind === 'elicit' ? { about, accepted: response.action === 'accept' } : undefined;
  const elicitation = capabilities?.elicitation;
  // A client that does not say how it asks, asks by forms (MCP 2026-07-28, "Elicitation").
  const canAsk = elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return present({ canAsk, answer });
};

/** Only the present revision carries who calls, and lets its person be asked, without a session. */
const claimsOf = ({ mcpReq }: ServerContext): Claims => {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  const { name } = (envelope[CLIENT_INFO_META_KEY] ?? {}) as { readonly name?: unknown }; // the SDK has checked that it is an object
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined; // likewise
  return present({
    meta: { ...mcpReq._meta },
    client: typeof name === 'string' ? name : undefined,
    dialog: dialogOf(mcpReq, capabilities),
  });
};

const resultOf = ({ text, blocks, structured, isError, meta }: ToolResult) => ({
  content: [{ type: 'text' as const, text }, ...blocks],
  structuredContent: { ...structured },
  ...(isError ? { isError } : {}),
  ...(Object.keys(meta).length > 0 ? { _meta: { ...meta } } : {}),
});

const questionOf = ({ question, about }: Question) =>
  inputRequired({
    inputRequests: { [APPROVAL]: inputRequired.elicit({ message: question, requestedSchema: { type: 'object', properties: {} } }) },
    requestState: about,
  });

/** The SDK's types of schemas are mutable; nobody changes them. */
const toolOf = ({ inputSchema, outputSchema, ...tool }: ListedTool) => ({
  ...tool,
  inputSchema: { ...inputSchema },
  outputSchema: { ...outputSchema },
});

/** A server for one exchange. The low-level class: arguments are read, and tools listed, by our own rules. */
const serverFor = (session: Session): Server => {
  const server = new Server(IDENTITY, {
    capabilities: { tools: {} },
    instructions: session.instructions,
    cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
  });
  server.setRequestHandler('tools/list', (_request, context) => ({ tools: session.tools(claimsOf(context)).map(toolOf) }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const result = await session.call(params.name, params.arguments ?? {}, claimsOf(context));
    if (!result) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
    return 'question' in result ? questionOf(result) : resultOf(result);
  });
  return server;
};

/** Clients before 2026-07-28 are answered in an event stream, which ends with the one answer. */
const completed = async (response: Response): Promise<Response> => {
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'no-store');
  return new Response(response.body === null ? null : await response.arrayBuffer(), { status: response.status, headers });
};

export const mcpProtocol = (log: Log): Protocol => ({
  serve: async (request, session) => {
    const handler = createMcpHandler(() => serverFor(session), {
      maxRequestBodySize: MAX_BODY_BYTES,
      // A subscription is answered with a refusal instead of a stream that never says anything.
      maxSubscriptions: 0,
      keepAliveMs: 0,
      onerror: (error) => log('info', 'an MCP request was refused', { error: error.message }),
    });
    return completed(await handler.fetch(request));
  },
});
