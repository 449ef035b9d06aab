/** The cookies of a browser that is signed in (RFC 6265bis). */
import { TOKEN_COOKIE } from '@wikibot/contracts/define/token';

const SESSION = 'wikibot_session';

/** Browsers send 4 KiB a cookie and some 180 of them; whoever sends more is no browser of ours. */
const MAX_HEADER = 16 * 1024;

interface Site {
  /** As the deployment says it. */
  readonly publicUrl: string;
}

const isSecure = ({ publicUrl }: Site): boolean => publicUrl.startsWith('https://');

/** Over HTTPS the `__Host-` prefix keeps other hosts of the domain from setting or shadowing it. */
export const sessionCookieName = (site: Site): string => (isSecure(site) ? `__Host-${SESSION}` : SESSION);

/** The first cookie of that name; undefined when there is none. */
export const cookieOf = (header: string | null, name: string): string | undefined => {
  if (header === null || header.length > MAX_HEADER) return undefined;
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1).replace(/^"(.*)"$/, '$1');
};

const attributes = (site: Site): string => `Path=/; HttpOnly; SameSite=Lax${isSecure(site) ? '; Secure' : ''}`;

/** `Set-Cookie` that signs a browser in for so many seconds. */
export const sessionCookie = (site: Site, value: string, seconds: number): string =>
  `${sessionCookieName(site)}=${value}; Max-Age=${seconds}; ${attributes(site)}`;

/** `Set-Cookie` values that make a browser forget everything of a session. */
export const forgettingCookies = (site: Site): readonly string[] =>
  [sessionCookieName(site), TOKEN_COOKIE].map((name) => `${name}=; Max-Age=0; ${attributes(site)}`);
