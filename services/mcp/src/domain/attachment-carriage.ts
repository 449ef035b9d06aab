/** How a file comes to an agent: as what a model can use, and never as megabytes of base64 in a conversation. */

export type Carriage =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'image' } | { readonly kind: 'base64' } | { readonly kind: 'link' };

/** Clients cut an answer near 25,000 tokens: for text about four bytes each, for base64 about one and a half. */
const MOST_TEXT_BYTES = 48 * 1024;
const MOST_BASE64_BYTES = 24 * 1024;
/** Models take pictures of this size and type; clients hand them over without counting them as text. */
const MOST_IMAGE_BYTES = 1024 * 1024;
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const TEXTUAL = /^(text\/|application\/(json|xml|yaml|x-yaml|toml|sql|javascript|x-ndjson)\b|image\/svg)/;

/** Undefined when it is called text and is none. */
const textOf = (content: string): string | undefined => {
  const bytes = Buffer.from(content, 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
};

export const carriageOf = ({
  type,
  size,
  content,
}: {
  readonly type: string;
  readonly size: number;
  readonly content: string;
}): Carriage => {
  if (IMAGES.has(type) && size <= MOST_IMAGE_BYTES) return { kind: 'image' };
  const text = TEXTUAL.test(type) && size <= MOST_TEXT_BYTES ? textOf(content) : undefined;
  if (text !== undefined) return { kind: 'text', text };
  return size <= MOST_BASE64_BYTES ? { kind: 'base64' } : { kind: 'link' };
};
