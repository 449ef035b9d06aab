/** The doors of a service behind API Gateway, which has matched roughly and asked the authorizer; here the door is matched again, exactly. */
import { AuthContext } from '@wikibot/contracts/http/auth-context';
import { describe } from '../kernel/http/app.ts';
import type { HttpApp } from '../kernel/http/app.ts';
import { pathMatcher } from '../kernel/http/path-matcher.ts';
import type { PathMatcher } from '../kernel/http/path-matcher.ts';
import { problemResponse } from '../kernel/http/problem.ts';
import { unknownRoute } from '../kernel/kernel-refusals.ts';
import type { Log } from '../kernel/ports.ts';
import { unedged } from './edge-address.ts';
import type { HttpEvent } from './events.ts';
import { requestOf, urlOf } from './http-event.ts';

export interface DoorParts {
  readonly app: HttpApp;
  readonly publicUrl: string;
  readonly log: Log;
}

/** @throws when there is no context: a request that the authorizer has not seen is not served */
const authOf = ({ requestContext }: HttpEvent): AuthContext => {
  const text = requestContext.authorizer?.['context'];
  if (typeof text !== 'string') throw new Error('the request came without the context of the authorizer');
  return AuthContext.parse(JSON.parse(text));
};

const matchersOf = ({ doorways }: HttpApp): ReadonlyMap<string, PathMatcher<string>> => {
  const matchers = new Map<string, PathMatcher<string>>();
  for (const { method, path, key } of doorways) {
    const matcher = matchers.get(method) ?? pathMatcher<string>();
    matchers.set(method, matcher);
    matcher.add(path, key);
  }
  return matchers;
};

const fault = (): Response =>
  new Response(JSON.stringify({ type: 'urn:wikibot:fault', title: 'Something went wrong here', status: 500, code: 'fault' }), {
    status: 500,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });

/** Never rejects: what fails before a service could say so is logged and answered with 500. */
export const doorKeeper = ({ app, publicUrl, log }: DoorParts): ((event: HttpEvent) => Promise<Response>) => {
  const matchers = matchersOf(app);
  const answer = async (event: HttpEvent): Promise<Response> => {
    const url = urlOf(event, publicUrl);
    const method = event.httpMethod === 'HEAD' ? 'GET' : event.httpMethod;
    // the path as it was sent: a URL has resolved its dots, and would lead elsewhere than where the authorizer has looked
    const path = unedged(event.path);
    const match = matchers.get(method)?.match(path);
    if (match) return app.handle(match.value, { request: requestOf(event, url), url, params: match.params, auth: authOf(event) });
    const allowed = [...matchers].filter(([, matcher]) => matcher.match(path)).map(([name]) => name);
    if (allowed.length > 0) return new Response(null, { status: 405, headers: { Allow: allowed.join(', ') } });
    return problemResponse(unknownRoute({ path: url.pathname }).refusal);
  };
  return async (event) => {
    try {
      return await answer(event);
    } catch (error) {
      log('error', 'a door failed', { path: event.path, error: describe(error) });
      return fault();
    }
  };
};
