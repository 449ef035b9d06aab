import { runInNewContext } from 'node:vm';
import type { AddressInfo } from 'node:net';
import { apiGateway } from '@wikibot/platform/aws/doubles/api-gateway';
import type { ApiMethod } from '@wikibot/platform/aws/doubles/api-gateway';
import { isStreaming, ResponseStream, streamingRuntime } from '@wikibot/platform/aws/doubles/response-stream';
import type { HttpEvent } from '@wikibot/platform/aws/events';
import { streamed } from '@wikibot/platform/aws/http-event';
import { authorizerOf } from '@wikibot/platform/aws/lambda-authorizer';
import { doorKeeper } from '@wikibot/platform/aws/lambda-http';
import { describeGateway } from '@wikibot/platform/kernel/http/gateway.suite';
import type { GatewayUnderTest } from '@wikibot/platform/kernel/http/gateway.suite';
import { silentLog } from '@wikibot/platform/kernel/log';
import { edgeFunction } from './edge-function.ts';
import { methodsOf, routesOfDoors } from './routes.ts';

/** As the stacks say it in problem details (`rest-api.ts`); the template runner reads it from them. */
const NOTHING_HERE = { status: 404, contentType: 'application/problem+json', template: '{"status":404}' };

const streaming = (handle: (event: HttpEvent) => Promise<Response>): ApiMethod['integration'] => {
  const handler = streamingRuntime.streamifyResponse(async (event: HttpEvent, stream) =>
    streamed(streamingRuntime, await handle(event), { stream, method: event.httpMethod }),
  );
  return async (event, take) => {
    if (!isStreaming(handler)) throw new Error('the runtime made no streaming handler');
    await handler(event, new ResponseStream(take));
  };
};

describeGateway('API Gateway behind the edge, on our double,', async ({ app, authorize, publicUrl }: GatewayUnderTest) => {
  const routes = routesOfDoors(app.doorways.map(({ method, path }) => ({ service: 'wiki', method, path })));
  const lead = runInNewContext(`${edgeFunction(routes)};(method, uri) => handler({ request: { method, uri } }).uri`) as (
    method: string,
    uri: string,
  ) => string; // our own code
  const integration = streaming(doorKeeper({ app, publicUrl, log: silentLog }));
  const server = apiGateway({
    methods: methodsOf(routes).map(({ method, resource }) => ({ method, resource, integration })),
    authorize: (event) => authorizerOf(authorize, publicUrl)(event),
    responses: { MISSING_AUTHENTICATION_TOKEN: NOTHING_HERE },
    lead,
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close }; // listens on TCP
});
