/** A server of the SDK for one exchange. The low-level class: arguments are read, and tools and pages listed, by our own rules. */
import type { McpRequestContext } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, Server } from '@modelcontextprotocol/server';
import { present } from '@wikibot/contracts/define/present';
import type { Prompt } from '../domain/prompts.ts';
import { PROMPTS } from '../domain/prompts.ts';
import { SERVER } from '../domain/registry-entry.ts';
import type { ListedTool } from '../domain/tool-schema.ts';
import type { ListedPage, Session, ToolResult } from '../ports.ts';
import { claimsOf, questionResult } from './mcp-claims.ts';

/** The lists depend on the caller alone, and rights seldom change. */
const LIST_CACHE = { ttlMs: 300_000, cacheScope: 'private' } as const;
/** Pages change at any time. */
const PAGE_CACHE = { ttlMs: 0, cacheScope: 'private' } as const;

const CACHES = {
  'tools/list': LIST_CACHE,
  'prompts/list': LIST_CACHE,
  'resources/templates/list': LIST_CACHE,
  'server/discover': LIST_CACHE,
  'resources/list': PAGE_CACHE,
  'resources/read': PAGE_CACHE,
} as const;

const MARKDOWN = 'text/markdown';

export const serverFor = (session: Session, era: McpRequestContext['era']): Server => {
  // Older clients subscribe within a session, and there are none.
  const isFollowed = session.follow !== undefined && era === 'modern';
  const server = new Server(SERVER, {
    capabilities: { tools: {}, prompts: {}, completions: {}, resources: isFollowed ? { subscribe: true, listChanged: true } : {} },
    instructions: session.instructions,
    cacheHints: CACHES,
  });
  serveTools(server, session);
  servePages(server, session);
  servePrompts(server);
  serveCompletion(server, session);
  return server;
};

const invalidParams = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

const resultOf = ({ text, blocks, structured, isError, meta }: ToolResult) => ({
  content: [{ type: 'text' as const, text }, ...blocks],
  structuredContent: { ...structured },
  ...(isError ? { isError } : {}),
  ...(Object.keys(meta).length > 0 ? { _meta: { ...meta } } : {}),
});

/** The SDK's types of schemas are mutable; nobody changes them. */
const toolOf = ({ inputSchema, outputSchema, ...tool }: ListedTool) => ({
  ...tool,
  inputSchema: { ...inputSchema },
  outputSchema: { ...outputSchema },
});

const serveTools = (server: Server, session: Session): void => {
  server.setRequestHandler('tools/list', (_request, context) => ({ tools: session.tools(claimsOf(context)).map(toolOf) }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const result = await session.call(params.name, params.arguments ?? {}, claimsOf(context));
    if (!result) throw invalidParams(`Unknown tool: ${params.name}`);
    return 'question' in result ? questionResult(result) : resultOf(result);
  });
};

const pageOf = ({ uri, name, title, lastModified }: ListedPage) => ({
  uri,
  name,
  title,
  mimeType: MARKDOWN,
  annotations: { lastModified },
});

const servePages = (server: Server, { resources }: Session): void => {
  server.setRequestHandler('resources/list', async ({ params }) => {
    const listed = await resources.list(params?.cursor);
    if (!listed) throw invalidParams('This is not a cursor that a list has given.');
    return present({ resources: listed.pages.map(pageOf), nextCursor: listed.next });
  });
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: resources.uriTemplate, name: 'page', title: 'A page by its path', mimeType: MARKDOWN }],
  }));
  server.setRequestHandler('resources/read', async ({ params }) => {
    const page = await resources.read(params.uri);
    if (!page) throw new ResourceNotFoundError(params.uri);
    return { contents: [{ uri: page.uri, mimeType: MARKDOWN, text: page.text, _meta: { ...page.meta } }] };
  });
};

const promptNamed = (name: string): Prompt => {
  const prompt = PROMPTS.find((one) => one.name === name);
  if (!prompt) throw invalidParams(`Unknown prompt: ${name}. There are: ${PROMPTS.map((one) => one.name).join(', ')}`);
  return prompt;
};

const servePrompts = (server: Server): void => {
  server.setRequestHandler('prompts/list', () => ({
    prompts: PROMPTS.map(({ name, title, description, arguments: taken }) => ({
      name,
      title,
      description,
      arguments: taken.map((one) => ({ name: one.name, description: one.description, required: one.required })),
    })),
  }));
  server.setRequestHandler('prompts/get', ({ params }) => {
    const prompt = promptNamed(params.name);
    const given = params.arguments ?? {};
    const missing = prompt.arguments.find(({ name, required }) => required && !given[name]?.trim());
    if (missing) throw invalidParams(`${missing.name}: is missing. ${missing.description}`);
    return {
      description: prompt.description,
      messages: [{ role: 'user' as const, content: { type: 'text' as const, text: prompt.text(given) } }],
    };
  });
};

const serveCompletion = (server: Server, { resources }: Session): void => {
  server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }) => {
    const isPage =
      ref.type === 'ref/resource' ||
      PROMPTS.some(
        ({ name, arguments: taken }) => name === ref.name && taken.some((one) => one.name === argument.name && one.isPage === true),
      );
    return { completion: { values: isPage ? [...(await resources.complete(argument.value))] : [] } };
  });
};
