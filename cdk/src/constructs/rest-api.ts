import { Duration } from 'aws-cdk-lib';
import type { CfnAuthorizer, IResource, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  RequestAuthorizer,
  ResponseTransferMode,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ApiRoute } from '../edge/routes.ts';
import { methodsOf } from '../edge/routes.ts';
import { SHAPES } from './service-function.ts';

export interface RestDoorsProps {
  readonly routes: readonly ApiRoute[];
  /** ARNs of the functions that serve, by service. */
  readonly servers: ReadonlyMap<string, string>;
  readonly authorizerArn: string;
}

/** What the gateway itself says, in the form in which services refuse (RFC 9457): what happened, and what to do. */
const OWN_ANSWERS = [
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: 'route.unknown',
    title: 'Not found',
    detail: 'There is nothing at this address, or not for this method.',
    remedy: 'See /api/v1/openapi.json for what there is.',
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'request.too-large',
    title: 'Too large',
    detail: 'The request is larger than the way in allows.',
    remedy: 'Send less at once.',
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: 'gateway.busy',
    title: 'Too many requests',
    detail: 'More requests came than are let in at once.',
    remedy: 'Wait a second and try again.',
  },
  {
    type: ResponseType.AUTHORIZER_FAILURE,
    status: 503,
    code: 'gateway.unavailable',
    title: 'Not available now',
    detail: 'Nobody could be asked who you are.',
    remedy: 'Wait a second and try again.',
  },
  {
    type: ResponseType.DEFAULT_5XX,
    status: 500,
    code: 'gateway.fault',
    title: 'Something went wrong here',
    detail: 'The request met a fault before it was answered.',
    remedy: 'Try again; if it stays so, tell the operator the correlation id.',
  },
] as const;

/** The REST API with one method for each door of each manifest. Every request is authorized by auth, which never denies. */
export class RestDoors extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { routes, servers, authorizerArn }: RestDoorsProps) {
    super(scope, id);
    this.api = new RestApi(this, 'Api', {
      restApiName: 'wikibot',
      endpointTypes: [EndpointType.REGIONAL],
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: false,
      deployOptions: { stageName: 'live', throttlingRateLimit: 1_000, throttlingBurstLimit: 2_000 },
    });
    for (const { type, status, code, ...said } of OWN_ANSWERS) {
      const problem = {
        type: `urn:wikibot:refusal:${code}`,
        status,
        code,
        ...said,
        error: said.detail,
        correlationId: '$context.requestId',
      };
      this.api.addGatewayResponse(`answer-${status}`, {
        type,
        statusCode: String(status),
        templates: { 'application/json': JSON.stringify(problem) },
        responseHeaders: { 'Content-Type': "'application/problem+json'" },
      });
    }
    const authorizer = new RequestAuthorizer(this, 'Authorizer', {
      handler: this.known('authorizer', authorizerArn),
      identitySources: [],
      resultsCacheTtl: Duration.seconds(0),
    });
    // An empty list of sources is written as an empty text, which is none that API Gateway knows; without the field it asks always.
    (authorizer.node.defaultChild as CfnAuthorizer).identitySource = undefined; // the only child of its kind
    const options: MethodOptions = { authorizer, authorizationType: AuthorizationType.CUSTOM };
    const integrations = new Map([...servers].map(([service, arn]) => [service, streaming(this.known(service, arn))]));
    for (const { method, resource, service } of methodsOf(routes)) {
      const integration = integrations.get(service);
      if (!integration) throw new Error(`${service} has doors and no function behind them`);
      resourceAt(this.api, resource).addMethod(method, integration, options);
    }
  }

  /** A function of another stack; the permission to call it lies in this one, so that stacks depend in one direction only. */
  private known(name: string, functionArn: string): IFunction {
    return LambdaFunction.fromFunctionAttributes(this, `${name}-function`, { functionArn, sameEnvironment: true });
  }
}

const resourceAt = (api: RestApi, path: string): IResource => (path === '/' ? api.root : api.root.resourceForPath(path));

/** Answers begin to arrive while they are made, and may be as large and take as long as a stream may. */
const streaming = (fn: IFunction): LambdaIntegration =>
  new LambdaIntegration(fn, {
    responseTransferMode: ResponseTransferMode.STREAM,
    timeout: SHAPES.http.timeout,
    allowTestInvoke: true,
    scopePermissionToMethod: false,
  });
