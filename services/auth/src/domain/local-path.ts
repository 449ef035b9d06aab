const HOME = '/-/';
const MAX_LENGTH = 2000;

/** A control character or a backslash: URL parsers drop the one and turn the other into a slash (WHATWG URL, "basic URL parser"). */
const TREACHEROUS = /[\u0000-\u0020\u007f-\u009f\\]/u;

/** The doors themselves: going back to one of them right after passing it would go round in circles, or sign out again. */
const DOORS = /^\/-\/sign-(?:in|out)(?:$|[/?#])/;

const ANY_ORIGIN = 'http://local.invalid';

const parsed = (next: string): URL | undefined => {
  const isPath = next.startsWith('/') && next.length <= MAX_LENGTH && !TREACHEROUS.test(next);
  return isPath && URL.canParse(next, ANY_ORIGIN) ? new URL(next, ANY_ORIGIN) : undefined;
};

/** `/.//evil.example` has a harmless origin, and the pathname `//evil.example`. */
const isOurs = ({ origin, pathname }: URL): boolean => origin === ANY_ORIGIN && !pathname.startsWith('//') && !DOORS.test(pathname);

/**
 * Where to go after signing in: the path that was asked for when it stays on this site, otherwise the home page.
 * @returns path, query and fragment, in ASCII; always begins with one slash
 */
export const localPath = (next: string | null): string => {
  const url = parsed(next ?? '');
  return url && isOurs(url) ? `${url.pathname}${url.search}${url.hash}` : HOME;
};
