/** What every screen knows of the request: language, theme, who looks at it. */
import type { Served } from '@wikibot/contracts/define/service';
import type { Deployment } from '@wikibot/platform/kernel/ports';
import type { Shell } from '../domain/templates/shell.ts';
import type { Locale } from '../domain/texts/texts.ts';
import { isLocale, localeFor } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';

const THEME = /(?:^|;\s*)wikibot_theme=(light|dark)(?:;|$)/;

const LANGUAGE = /(?:^|;\s*)wikibot_language=([a-z]{2})(?:;|$)/;

/** The language that was chosen on this site; undefined when none was. */
export const languageOf = ({ request }: Served): Locale | undefined => {
  const chosen = LANGUAGE.exec(request.headers.get('Cookie') ?? '')?.[1];
  return chosen !== undefined && isLocale(chosen) ? chosen : undefined;
};

/** Otherwise the one that the browser likes best. */
export const localeOf = (served: Served): Locale =>
  languageOf(served) ?? localeFor(served.request.headers.get('Accept-Language') ?? undefined);

export const shellOf = (served: Served, { assets, deployment }: Pick<Ports, 'assets' | 'deployment'>): Shell => {
  const { request, url, auth } = served;
  const theme = THEME.exec(request.headers.get('Cookie') ?? '')?.[1];
  const here = url.pathname + url.search;
  return {
    locale: localeOf(served),
    assets: (name) => assets.href(name),
    origin: deployment.publicUrl,
    signIn: `/-/sign-in?next=${encodeURIComponent(here)}`,
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(auth.csrfToken === undefined ? {} : { csrf: auth.csrfToken }),
    ...(auth.username === undefined ? {} : { viewer: { name: auth.username, href: '/-/account' } }),
  };
};

/** Nothing from elsewhere, nothing inline: what a page may load is only our own. */
const policy = (connect: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const POLICY = policy();

/** Of screens that send files: what is too large for a request goes where the deployment takes it. */
export const sendsFiles = ({ uploadsOrigin }: Deployment): Readonly<Record<string, string>> =>
  uploadsOrigin === undefined ? {} : { 'Content-Security-Policy': policy([uploadsOrigin]) };

export const htmlResponse = (html: string, status = 200, more: Readonly<Record<string, string>> = {}): Response =>
  // Bytes: the web standard's own way from text takes several times as long.
  new Response(Buffer.from(html), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'private, no-cache',
      ...more,
    },
  });
