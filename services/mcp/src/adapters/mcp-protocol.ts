/** The protocol itself, by its official SDK: the 2026-07-28 revision and all before it, from one endpoint without sessions. */
import type { Server } from '@modelcontextprotocol/server';
import { createMcpHandler, InMemoryServerEventBus } from '@modelcontextprotocol/server';
import type { Log } from '@wikibot/platform/kernel/ports';
import type { Protocol, Session } from '../ports.ts';
import { serverFor } from './mcp-server.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Clients before 2026-07-28 are answered in an event stream, which ends with the one answer. */
const completed = async (response: Response): Promise<Response> => {
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'no-store');
  return new Response(response.body === null ? null : await response.arrayBuffer(), { status: response.status, headers });
};

/** The SDK has compared the header with the body. */
const isSubscription = (request: Request, response: Response): boolean =>
  request.headers.get('Mcp-Method') === 'subscriptions/listen' &&
  (response.headers.get('Content-Type') ?? '').startsWith('text/event-stream');

type Handler = ReturnType<typeof createMcpHandler>;

/** The answer as it comes, and an end to all that feeds it when its reader goes. */
const streamed = (response: Response, ended: () => void): Response => {
  const reader = response.body?.getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (value) return controller.enqueue(value);
      if (!done) return;
      ended();
      controller.close();
    },
    cancel: async () => {
      ended();
      await reader?.cancel();
    },
  });
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'no-store');
  return new Response(body, { status: response.status, headers });
};

/** Tells an open subscription what changes, until either side ends it. */
const feed = async (handler: Handler, session: Session, { signal }: AbortController): Promise<void> => {
  for await (const { uris, isListChanged } of session.follow?.(signal) ?? []) {
    for (const uri of uris) handler.notify.resourceUpdated(uri);
    if (isListChanged) handler.notify.resourcesChanged();
  }
};

export interface ProtocolParts {
  readonly log: Log;
  /** Adds to what a server offers; for builds that prove the protocol with fixtures. */
  readonly extend?: (server: Server) => Server;
}

export const mcpProtocol = ({ log, extend = (server) => server }: ProtocolParts): Protocol => ({
  serve: async (request, session) => {
    const handler = createMcpHandler(({ era }) => extend(serverFor(session, era)), {
      bus: new InMemoryServerEventBus(),
      maxRequestBodySize: MAX_BODY_BYTES,
      // A subscription is refused where an answer cannot stay open.
      maxSubscriptions: session.follow ? 1 : 0,
      keepAliveMs: session.follow ? 15_000 : 0,
      onerror: (error) => log('info', 'an MCP request was refused', { error: error.message }),
    });
    const response = await handler.fetch(request);
    if (!isSubscription(request, response)) return completed(response);
    const leaving = new AbortController();
    const ended = (): void => {
      leaving.abort();
      void handler.close();
    };
    feed(handler, session, leaving)
      .catch((error: unknown) => log('error', 'a subscription could not be fed', { reason: String(error) }))
      .finally(ended);
    return streamed(response, ended);
  },
});
