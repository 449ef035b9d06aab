/** How an agent's program names itself: a header of our own for those who wish, else the product in `User-Agent` (RFC 9110 §10.1.5). */
const CLIENT_HEADER = 'X-Wikibot-Client';
const LONGEST = 60;
const UNKNOWN = 'unknown';

const PRINTABLE = /[^A-Za-z0-9 ._+/@()-]/g;
const PRODUCT = /^[A-Za-z0-9._+-]+/;

const cleaned = (text: string): string =>
  text
    .slice(0, 4 * LONGEST)
    .replace(PRINTABLE, '')
    .trim()
    .slice(0, LONGEST)
    .trim();

/** 1 to 60 printable ASCII characters; `unknown` when the program says nothing usable. It is a claim, never a proof. */
export const clientName = (headers: Headers): string => {
  const named = cleaned(headers.get(CLIENT_HEADER) ?? '');
  return named || (PRODUCT.exec(cleaned(headers.get('User-Agent') ?? ''))?.[0] ?? UNKNOWN);
};
