/** The way in: the code of the edge, and the REST API with its resources, methods, authorizer and own answers, as the templates have them. */
import type { Server } from 'node:http';
import { runInNewContext } from 'node:vm';
import { apiGateway } from '@wikibot/platform/aws/doubles/api-gateway';
import type { ApiMethod, GatewayResponses } from '@wikibot/platform/aws/doubles/api-gateway';
import type { AuthorizerResult } from '@wikibot/platform/aws/events';
import type { LambdaFunction } from './lambda-function.ts';
import { mayInvoke } from './policies.ts';
import { ACCOUNT, REGION } from './physical.ts';
import type { Cloud } from './resolved.ts';

export interface DoorsParts {
  readonly cloud: Cloud;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly onFault: (error: unknown) => void;
}

/** The address of each resource, from the tree that they make. */
const pathsOf = (cloud: Cloud): ReadonlyMap<string, string> => {
  const root = `${cloud.only('AWS::ApiGateway::RestApi').ref}-root`;
  const resources = new Map(cloud.ofType('AWS::ApiGateway::Resource').map((one) => [one.ref, one.properties as Record<string, string>])); // CloudFormation's own form
  const pathOf = (ref: string): string => {
    const resource = resources.get(ref);
    return resource ? `${pathOf(resource['ParentId'] ?? '')}/${resource['PathPart'] ?? ''}` : '';
  };
  return new Map([[root, '/'], ...[...resources.keys()].map((ref): [string, string] => [ref, pathOf(ref)])]);
};

/** The function that an integration or an authorizer calls, which has to let the API do so. */
const calledBy = ({ cloud, functions }: DoorsParts, uri: string): LambdaFunction => {
  const arn = /functions\/(arn:.*)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1] ?? '';
  const sourceArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${cloud.only('AWS::ApiGateway::RestApi').ref}/live/GET/any`;
  const authorizerArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${cloud.only('AWS::ApiGateway::RestApi').ref}/authorizers/${cloud.only('AWS::ApiGateway::Authorizer').ref}`;
  const isCallable = [sourceArn, authorizerArn].some((source) =>
    mayInvoke(cloud, arn, { service: 'apigateway.amazonaws.com', sourceArn: source }),
  );
  const found = functions.get(arn);
  if (!found || !isCallable) throw new Error(`the API may not call ${arn || uri}`);
  return found;
};

interface MethodProperties {
  readonly HttpMethod: string;
  readonly ResourceId: string;
  readonly AuthorizationType: string;
  readonly Integration: { readonly Uri: string; readonly Type: string; readonly ResponseTransferMode: string };
}

const methodsOf = (parts: DoorsParts): readonly ApiMethod[] => {
  const paths = pathsOf(parts.cloud);
  return parts.cloud.ofType('AWS::ApiGateway::Method').map(({ id, properties }): ApiMethod => {
    const { HttpMethod, ResourceId, AuthorizationType, Integration } = properties as unknown as MethodProperties; // CloudFormation's own form
    if (AuthorizationType !== 'CUSTOM') throw new Error(`${id} asks no authorizer`);
    if (Integration.Type !== 'AWS_PROXY' || Integration.ResponseTransferMode !== 'STREAM')
      throw new Error(`${id} is integrated in a way that this runner does not know`);
    const fn = calledBy(parts, Integration.Uri);
    return { method: HttpMethod, resource: paths.get(ResourceId) ?? '', integration: (event, take) => fn.stream(event, take) };
  });
};

const responsesOf = (cloud: Cloud): GatewayResponses =>
  Object.fromEntries(
    cloud.ofType('AWS::ApiGateway::GatewayResponse').map(({ properties }) => {
      const parameters = (properties['ResponseParameters'] ?? {}) as Readonly<Record<string, string>>;
      const templates = properties['ResponseTemplates'] as Readonly<Record<string, string>>; // CloudFormation's own form
      return [
        String(properties['ResponseType']),
        {
          status: Number(properties['StatusCode']),
          contentType: (parameters['gatewayresponse.header.Content-Type'] ?? "'application/json'").replaceAll("'", ''),
          template: templates['application/json'] ?? '',
        },
      ];
    }),
  );

/** The code runs in a world of its own, as at the edge. */
const edgeOf = (cloud: Cloud): ((method: string, path: string) => string) => {
  const code = String(cloud.only('AWS::CloudFront::Function').properties['FunctionCode']);
  const handle = runInNewContext(`${code};handler`) as (event: object) => { readonly uri: string };
  return (method, uri) => handle({ request: { method, uri, headers: {}, querystring: {}, cookies: {} } }).uri;
};

export const doorsOf = (parts: DoorsParts): Server => {
  const authorizer = calledBy(parts, String(parts.cloud.only('AWS::ApiGateway::Authorizer').properties['AuthorizerUri']));
  return apiGateway({
    methods: methodsOf(parts),
    authorize: async (event) => (await authorizer.invoke(event)) as AuthorizerResult, // the gateway checks what it reads of it
    responses: responsesOf(parts.cloud),
    lead: edgeOf(parts.cloud),
    onFault: parts.onFault,
  });
};
