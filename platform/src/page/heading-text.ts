const PUNCTUATION = '!-\\/:-@\\[-`{-~';
// Escapes and code spans come first, so that nothing inside them is taken for markup.
const LINKS = new RegExp(
  [
    `\\\\[${PUNCTUATION}]`,
    '`[^`]*`',
    '!?\\[\\[(?<page>[^\\[\\]|]+)(?:\\|[^\\[\\]]+)?\\]\\]',
    '!?\\[(?<link>[^\\[\\]]*)\\](?:\\([^()]*\\)|\\[[^\\[\\]]*\\])',
    '<(?<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\\s<>]*)>',
    '</?[A-Za-z][^<>]*>|<!--',
  ].join('|'),
  'g',
);
const MARKS = new RegExp(
  `\\\\(?<escaped>[${PUNCTUATION}])|\`(?<code>[^\`]+)\`|(?<mark>\\*+|~~+|==+|_+|\`+)|&(?<entity>amp|lt|gt|quot|#39|nbsp);`,
  'g',
);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

type Groups = Readonly<Record<string, string | undefined>>;

const withoutLinks = (source: string): string =>
  source.replace(LINKS, (whole: string, ...rest: readonly unknown[]) => {
    // The last argument of a replacer is the groups object when the pattern names any (ECMA-262 22.2.6.11).
    const { page, link, address } = rest.at(-1) as Groups;
    const kept = page ?? link ?? address;
    if (kept !== undefined) return kept;
    return whole.startsWith('<') ? '' : whole;
  });

const isWordAt = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));

const keptMark = (mark: string, source: string, at: number): string => {
  const inWord = mark.startsWith('_') && isWordAt(source, at - 1) && isWordAt(source, at + mark.length);
  const alone =
    /^[*=~_]/.test(mark) &&
    /(?:^|\s)$/.test(source.slice(Math.max(0, at - 1), at)) &&
    /^(?:\s|$)/.test(source.slice(at + mark.length, at + mark.length + 1));
  return inWord || alone ? mark : '';
};

/**
 * The words of a heading without its inline markup, for titles and anchors. Takes the raw inline source, so that
 * whoever draws a heading and whoever lists it get the same anchor.
 */
export const headingText = (source: string): string => {
  const linked = withoutLinks(source);
  const bare = linked.replace(MARKS, (_whole: string, ...rest: readonly unknown[]) => {
    const { escaped, code, mark, entity } = rest.at(-1) as Groups;
    // The offset stands before the whole string and the groups.
    const at = rest.at(-3) as number;
    if (mark !== undefined) return keptMark(mark, linked, at);
    return escaped ?? code ?? ENTITIES[entity ?? ''] ?? '';
  });
  return bare.replace(/\s+/gu, ' ').trim();
};
