import type { ServeSlice } from '@wikibot/contracts/define/service';
import { cookieOf, forgettingCookies, sessionCookieName } from '../domain/cookies.ts';
import { DOOR_PAGES, doorPage, passDoor } from '../domain/door-page.ts';
import type { Ports } from '../ports.ts';

/** Ends the session on our side first: a copy of the cookie is worth nothing from then on. */
const signOut: ServeSlice<Ports> = async ({ request, auth }, _context, ports) => {
  if (!auth.csrfSafe) return doorPage(403, DOOR_PAGES.foreign);
  const cookie = cookieOf(request.headers.get('Cookie'), sessionCookieName(ports.deployment));
  const unsealed = cookie ? await ports.seal.unseal(cookie) : undefined;
  if (unsealed?.ok) await ports.table.write([ports.sessions.ending(unsealed.session)]);
  return passDoor('/-/sign-in', forgettingCookies(ports.deployment));
};
export default signOut;
