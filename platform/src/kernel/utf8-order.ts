/**
 * The order of sort keys: as bytes of UTF-8, which is the order of code points. JavaScript's `<` compares UTF-16 units
 * and puts U+1F600 before U+FF5E; DynamoDB and SQLite put it behind.
 */

/** Places the surrogates, which stand for U+10000 and above, behind the rest of the 16-bit units. */
const rank = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};

/** Negative, 0 or positive; both strings well-formed. */
export function compareUtf8(left: string, right: string): number {
  if (left === right) return 0;
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = rank(left.charCodeAt(i)) - rank(right.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const LAST_CODE_POINT = 0x10ffff;

/** The smallest string greater than every string with this prefix; undefined when there is none. */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/** The smallest string greater than this one. */
export const justAfter = (text: string): string => `${text}\u0000`;

export const maxUtf8 = (left: string, right: string): string => (compareUtf8(left, right) < 0 ? right : left);
