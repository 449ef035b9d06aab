import type { ServeSlice } from '@wikibot/contracts/define/service';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import { sessionCookie } from '../domain/cookies.ts';
import { DOOR_PAGES, doorPage, passDoor } from '../domain/door-page.ts';
import { localPath } from '../domain/local-path.ts';
import type { Ports, Session } from '../ports.ts';

const SESSION_SECONDS = 30 * 24 * 60 * 60;
const SESSION_ID_BYTES = 16;

/** The codes we make have 43 characters; anything much longer is not even looked up. */
const CODE = /^[A-Za-z0-9_-]{20,100}$/;

/** The code goes and the session comes in one write, so a link that is opened twice at once signs in once. */
const redeem = async (code: string, ports: Ports): Promise<Session | undefined> => {
  const accountId = CODE.test(code) ? await ports.signInLinks.find(code) : undefined;
  if (!accountId) return undefined;
  const session = { accountId, id: ports.ids.secret(SESSION_ID_BYTES), until: ports.clock.now() + SESSION_SECONDS * 1000 };
  try {
    await ports.table.write([ports.signInLinks.using(code), ports.sessions.starting(session)]);
    return session;
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
};

/** Only a GET uses the code up: programs that look at links before people do ask with HEAD. */
const signIn: ServeSlice<Ports> = async ({ request, url, auth }, _context, ports) => {
  const next = localPath(url.searchParams.get('next'));
  const code = url.searchParams.get('code');
  const session = code && request.method === 'GET' ? await redeem(code, ports) : undefined;
  if (session) return passDoor(next, [sessionCookie(ports.deployment, await ports.seal.seal(session), SESSION_SECONDS)]);
  // A reload of a link that has just worked, or a page that sent a person here although they are signed in
  if (auth.via === 'session') return passDoor(next, []);
  return doorPage(401, code ? DOOR_PAGES.badCode : DOOR_PAGES.noCode);
};
export default signIn;
