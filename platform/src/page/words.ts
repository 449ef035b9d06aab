const IDEOGRAPHS = '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}';
const WORD = new RegExp(`[${IDEOGRAPHS}]|[^\\s${IDEOGRAPHS}]+`, 'gu');
const CHARACTERS_PER_TOKEN = 4;

/** Words between white space; scripts written without spaces (Han, kana) count one per character. */
export const countWords = (text: string): number => {
  let words = 0;
  WORD.lastIndex = 0;
  while (WORD.test(text)) words += 1;
  return words;
};

/** An estimate, not a tokenizer's answer: UTF-16 units divided by four, rounded up. Close for English, low for Han and kana. */
export const estimateTokens = (text: string): number => tokensOfLength(text.length);

/** `estimateTokens` for a text known only by its length in UTF-16 units. */
export const tokensOfLength = (length: number): number => Math.ceil(length / CHARACTERS_PER_TOKEN);

/** Cuts at a UTF-16 length without splitting a surrogate pair or leaving a combining mark's letter half drawn. */
export const cutAt = (text: string, max: number): string => {
  if (text.length <= max) return text;
  let at = Math.max(0, max);
  const floor = Math.max(0, at - 16);
  while (at > floor && /^[\p{M}\u200d\udc00-\udfff]/u.test(text.slice(at, at + 2)) && at < text.length) at -= 1;
  if (at > 0 && /[\ud800-\udbff]$/.test(text.slice(0, at)) && /^[\udc00-\udfff]/.test(text.slice(at, at + 1))) at -= 1;
  return text.slice(0, at);
};

/** One line of at most `max` UTF-16 units: white space collapsed, cut at a word where one ends in the last third, closed with an ellipsis. */
export const excerpt = (text: string, max: number): string => {
  const limit = Math.max(1, Math.trunc(max));
  const flat = text
    .slice(0, limit * 8 + 1024)
    .replace(/\s+/gu, ' ')
    .trim();
  if (flat.length <= limit) return flat;
  const cut = cutAt(flat, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > (limit * 2) / 3 ? cut.slice(0, space) : cut).trimEnd()}…`;
};
