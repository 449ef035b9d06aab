/** Says of every HTTP request who asks and what they may do there. It never denies: the service that is asked answers. */
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AuthorizeRequest, AuthorizeSlice } from '@wikibot/contracts/define/service';
import type { Token } from '@wikibot/contracts/define/token';
import { mergeTokens, parseToken, TOKEN_COOKIE, TOKEN_HEADER } from '@wikibot/contracts/define/token';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { cookieOf, sessionCookieName } from './domain/cookies.ts';
import { credentialsOf } from './domain/credentials.ts';
import { isSameOrigin } from './domain/same-origin.ts';
import type { Caller, Standing, Wiki } from './domain/standing.ts';
import { standingElsewhere, standingOn } from './domain/standing.ts';
import type { Ports } from './ports.ts';
import type { Identified } from './queries/identify-caller.ts';
import { identifyCaller } from './queries/identify-caller.ts';
import { resolveAddress } from './queries/resolve-address.ts';

const carriedToken = (headers: Headers): Token =>
  mergeTokens(parseToken(headers.get(TOKEN_HEADER)), parseToken(cookieOf(headers.get('Cookie'), TOKEN_COOKIE)));

/** Only what can change the answer is waited for: the named wiki's own stream, or any, while it is not known. */
const worthWaitingFor = (token: Token, wiki: Wiki | undefined): Token => {
  if (!wiki) return token;
  const stream = streamOf(wikiStream, wiki.id);
  const sequence = token[stream];
  return sequence === undefined ? {} : { [stream]: sequence };
};

/** The wiki that the path names, at least as new as the caller has seen it. */
const placeOf = async ({ owner, wiki, headers }: AuthorizeRequest, ports: Ports): Promise<Wiki | undefined> => {
  const directory = ports.view('directory');
  const token = carriedToken(headers);
  const isCurrent = await directory.caughtUp(token, 0);
  const found = await resolveAddress({ owner, wiki }, ports);
  if (isCurrent) return found;
  await directory.caughtUp(worthWaitingFor(token, found), ports.deployment.patience);
  return resolveAddress({ owner, wiki }, ports);
};

const standingOf = async (request: AuthorizeRequest, caller: Caller, ports: Ports): Promise<Standing> => {
  const wiki = await placeOf(request, ports);
  const grant = wiki && caller.kind === 'known' ? await ports.grants.find(wiki.id, caller.accountId) : undefined;
  return standingOn(caller, wiki, grant);
};

/**
 * Whether a browser was made to send this by another site; a caller who shows the proof on purpose cannot be. A machine may be reached under
 * several names, so the one that the browser addressed (`Host`, which scripts cannot set either) counts beside the configured one.
 */
const isOurs = ({ method, headers, url }: AuthorizeRequest, { ambient, csrfToken }: Identified, ports: Ports): boolean => {
  if (!ambient) return true;
  const origins = [url.origin, new URL(ports.deployment.publicUrl).origin, `${url.protocol}//${headers.get('Host') ?? url.host}`];
  const isSessionToken = (token: string): boolean => csrfToken !== undefined && ports.digests.same(token, csrfToken);
  return isSameOrigin({ method, headers, origins, isSessionToken });
};

const visitor = (via: AuthContext['via'], standing: Standing): Omit<AuthContext, 'csrfSafe'> => ({
  actor: { kind: 'anonymous' },
  via,
  scopes: standing.role ? ['read'] : [],
  ...standing,
});

/** A token for one wiki is nobody's anywhere else. */
const contextOf = ({ caller, actor, via, account, csrfToken }: Identified, standing: Standing): Omit<AuthContext, 'csrfSafe'> => {
  if (caller.kind === 'anonymous' || standing.reason === 'wrong-wiki') return visitor(via, standing);
  return {
    actor,
    via,
    accountId: caller.accountId,
    scopes: [...caller.scopes],
    ...standing,
    ...(account ? { username: account.username } : {}),
    ...(csrfToken === undefined ? {} : { csrfToken }),
  };
};

const authorize: AuthorizeSlice<Ports> = async (request, ports) => {
  const { headers } = request;
  const identified = await identifyCaller(credentialsOf(headers, sessionCookieName(ports.deployment)), headers, ports);
  const { caller } = identified;
  const standing = request.wiki === undefined ? standingElsewhere(caller) : await standingOf(request, caller, ports);
  return { ...contextOf(identified, standing), csrfSafe: isOurs(request, identified, ports) };
};
export default authorize;
