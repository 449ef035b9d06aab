/** The gateway's authorizer: says who asks, and never denies, because only the service that is asked can give the right answer. */
import type { AuthorizeRequest } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { AuthorizerEvent, AuthorizerResult } from './events.ts';
import { headersOf, urlOf } from './http-event.ts';

/**
 * All methods of the stage. The address itself may not stand here: a policy's resource ends at 512 characters, which a long page path
 * passes ("Output from an API Gateway Lambda authorizer"). Nothing is cached, so the policy holds for this request alone.
 */
const wholeStage = (methodArn: string): string => methodArn.split('/', 2).concat('*').join('/');

/** Undefined when it is not valid percent-encoded UTF-8: then there is no such wiki. */
const decoded = (segment: string | undefined): string | undefined => {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

export const authorizerOf =
  (authorize: (request: AuthorizeRequest) => Promise<AuthContext>, publicUrl: string) =>
  async (event: AuthorizerEvent): Promise<AuthorizerResult> => {
    const owner = decoded(event.pathParameters?.['owner']);
    const wiki = decoded(event.pathParameters?.['wiki']);
    const auth = await authorize({
      method: event.httpMethod,
      url: urlOf(event, publicUrl),
      headers: headersOf(event),
      ...(owner === undefined ? {} : { owner }),
      ...(wiki === undefined ? {} : { wiki }),
    });
    return {
      principalId: auth.accountId ?? 'anonymous',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: wholeStage(event.methodArn) }],
      },
      context: { context: JSON.stringify(auth) },
    };
  };
