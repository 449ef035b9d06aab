import { parseDocument } from 'yaml';
import { cutAt } from './words.ts';

/** What YAML can say and JSON can carry. */
export type FieldValue = string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };
export type FrontMatter = Readonly<Record<string, FieldValue>>;

export interface SplitPage {
  /** The YAML between the delimiters, also when it is broken; absent when the text does not begin with such a block. */
  readonly raw?: string;
  /** The Markdown behind the block; the whole text when there is no block or its YAML is broken. `text.slice(bodyOffset)`. */
  readonly body: string;
  readonly bodyOffset: number;
  /** Where the block ends, also when its YAML is broken; 0 without one. Headings are looked for from here on. */
  readonly blockEnd: number;
  readonly fields: FrontMatter | null;
  readonly problem?: string;
}

const MAX_FRONT_MATTER = 64 * 1024;
const MAX_DEPTH = 20;
const MAX_ALIASES = 20;
const OPENING = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/;
const CLOSING = /(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)/g;
const KEY = /^["'\p{L}\p{N}_-][^:]*:(?:\s|$)/u;

const plainScalar = (value: unknown): FieldValue => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
};

const plain = (value: unknown, depth: number): FieldValue => {
  if (depth > MAX_DEPTH) throw new Error('it is nested too deeply');
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (typeof value !== 'object' || value === null) return plainScalar(value);
  // Null prototype: a key called `__proto__` or `constructor` is a key like any other.
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  for (const [key, item] of Object.entries(value)) fields[key] = plain(item, depth + 1);
  return fields;
};

const beginsWithKey = (yaml: string): boolean => {
  const lines = yaml.slice(0, 2000).split(/[\r\n]+/);
  return KEY.test(lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '');
};

const isDeep = (yaml: string): boolean => {
  let open = 0;
  let deepest = 0;
  for (const [mark] of yaml.matchAll(/[[\]{}]/g)) {
    open += mark === '[' || mark === '{' ? 1 : -1;
    deepest = Math.max(deepest, open);
  }
  return deepest > MAX_DEPTH;
};

type Parsed = { readonly fields: FrontMatter } | { readonly problem: string; readonly broken: boolean };

const isMapping = (value: FieldValue): value is FrontMatter => typeof value === 'object' && value !== null && !Array.isArray(value);

const mappingOf = (yaml: string): Parsed => {
  // Duplicate keys: the last wins, which also avoids comparing every pair.
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const error = document.errors[0];
  if (error) {
    const line = yaml.slice(0, error.pos[0]).split('\n').length + 1;
    return { problem: `The front matter is not valid YAML (line ${line}): ${error.message}`, broken: true };
  }
  const value = plain(document.toJS({ maxAliasCount: MAX_ALIASES }), 0);
  return isMapping(value) ? { fields: value } : { problem: 'The front matter is not a mapping of keys to values.', broken: false };
};

const parse = (yaml: string): Parsed => {
  if (yaml.trim() === '') return { fields: {} };
  // Before parsing: the parser recurses.
  if (isDeep(yaml)) return { problem: 'The front matter is nested too deeply.', broken: true };
  try {
    return mappingOf(yaml);
  } catch (cause) {
    // yaml throws for alias bombs and too deep recursion, and so do we. All of it is the author's text.
    return { problem: `The front matter cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, broken: true };
  }
};

/** Each view of a page asks for its front matter, one after the other: the last few blocks are read once. */
const remembered = new Map<string, Parsed>();
const REMEMBERED = { blocks: 32, length: 8_192 } as const;

const parsed = (yaml: string): Parsed => {
  const known = remembered.get(yaml);
  if (known) return known;
  const found = frozen(parse(yaml));
  if (yaml.length > REMEMBERED.length) return found;
  const [oldest] = remembered.keys();
  if (remembered.size >= REMEMBERED.blocks && oldest !== undefined) remembered.delete(oldest);
  remembered.set(yaml, found);
  return found;
};

/** What several readers share, none may change. */
const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

/**
 * Divides a page into YAML front matter and Markdown. A block is a first line `---` and a line `---` or `...` within 64 KiB.
 * YAML that is invalid or not a mapping gives `fields: null`, a problem, and the whole text as body.
 */
export const splitFrontMatter = (text: string): SplitPage => {
  const whole = { body: text, bodyOffset: 0, blockEnd: 0, fields: null };
  const opening = OPENING.exec(text.slice(0, 4096));
  if (!opening) return whole;
  const from = opening[0].length;
  const searched = text.slice(from - 1, from + MAX_FRONT_MATTER);
  CLOSING.lastIndex = 1;
  const closing = CLOSING.exec(searched);
  if (!closing) return whole;
  const raw = searched.slice(1, closing.index);
  const blockEnd = from - 1 + closing.index + closing[0].length;
  const answer = parsed(raw);
  if ('fields' in answer) return { raw, body: text.slice(blockEnd), bodyOffset: blockEnd, blockEnd, fields: answer.fields };
  // Two thematic breaks around prose look like front matter; only something that begins with a key is a broken block.
  const isBlock = answer.broken && beginsWithKey(raw);
  return isBlock ? { ...whole, raw, blockEnd, problem: answer.problem } : { ...whole, problem: answer.problem };
};

const MAX_TEXT = 200;
const MAX_TAGS = 50;

const textOf = (value: FieldValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? cutAt(
        String(value)
          .slice(0, MAX_TEXT * 4)
          .toWellFormed()
          .replace(/\s+/gu, ' ')
          .trim(),
        MAX_TEXT,
      ).trim()
    : '';

const fieldOf = (fields: FrontMatter | null, key: string): FieldValue | undefined =>
  fields !== null && Object.hasOwn(fields, key) ? fields[key] : undefined;

/** The page's own title, one trimmed line of at most 200 characters; undefined when there is none. */
export const titleOf = (fields: FrontMatter | null): string | undefined => textOf(fieldOf(fields, 'title')) || undefined;

/** The page's category, one trimmed line of at most 200 characters; undefined when there is none. */
export const categoryOf = (fields: FrontMatter | null): string | undefined => textOf(fieldOf(fields, 'category')) || undefined;

/** The page's tags from a list or a comma-separated string, without `#`, empty ones and repeats; at most 50. */
export const tagsOf = (fields: FrontMatter | null): readonly string[] => {
  const value = fieldOf(fields, 'tags');
  const listed = Array.isArray(value)
    ? value.map(textOf)
    : typeof value === 'string'
      ? value
          .slice(0, MAX_TEXT * MAX_TAGS)
          .split(',')
          .map(textOf)
      : [textOf(value)];
  return [...new Set(listed.map((tag) => tag.replace(/^#/u, '').trim()).filter(Boolean))].slice(0, MAX_TAGS);
};
