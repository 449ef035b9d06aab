/** Reads the arguments of a tool call: forgiving in spelling, strict in meaning. */
import type * as z from 'zod';

export interface Issue {
  readonly path: string;
  readonly message: string;
}

export type ReadArguments<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };

export type Aliases = Readonly<Record<string, readonly string[]>>;

/** What models and other servers call the same thing. */
export const ALIASES = {
  path: ['page', 'note', 'name', 'title', 'page_path', 'note_path', 'file', 'filename', 'identifier'],
  n: ['limit', 'k', 'count', 'top_k', 'max_results'],
  max_chunks_per_page: ['per_page', 'chunks_per_page'],
  paths: ['pages', 'notes', 'page_paths'],
  new_path: ['new_name', 'destination', 'to', 'target'],
  filename: ['file', 'attachment', 'file_name', 'name'],
  at: ['as_of', 'date', 'time'],
  dry_run: ['preview', 'dryrun'],
  session: ['session_id', 'id'],
  id: ['path'],
  content: ['data', 'base64', 'text', 'body', 'markdown', 'new_content'],
  revision: ['base', 'base_revision', 'rev', 'sha', 'version', 'current_revision'],
  old_string: ['old_text', 'old_str', 'old', 'find', 'search_text'],
  new_string: ['content', 'text', 'new_text', 'new_str', 'new', 'replace', 'replacement', 'replace_with'],
  commit_message: ['message', 'commit', 'summary', 'comment', 'description'],
  idempotency_key: ['key', 'request_id'],
  query: ['q', 'search', 'text', 'keywords', 'search_query'],
  prefix: ['path', 'folder', 'directory', 'path_prefix'],
  proposal: ['proposal_id', 'id'],
  reason: ['comment', 'message', 'why'],
  limit: ['n', 'count', 'max_results', 'page_size', 'top_k'],
  cursor: ['next', 'next_cursor', 'page_token'],
  updated_since: ['since', 'after', 'modified_since'],
  since: ['cursor', 'after', 'since_sequence', 'sequence'],
  max_tokens: ['token_budget', 'budget'],
  section: ['heading', 'anchor'],
  tag: ['tags'],
  category: ['type'],
} as const satisfies Aliases;

const folded = (name: string): string => name.replaceAll(/[\s_-]/g, '').toLowerCase();

/** The field that a name stands for, unless the tool knows the name itself. */
const fieldFor = (name: string, fields: readonly string[]): string | undefined => {
  if (fields.includes(name)) return name;
  const aliases: Aliases = ALIASES;
  return fields.find((field) => [field, ...(aliases[field] ?? [])].some((alias) => folded(alias) === folded(name)));
};

const isBlank = (value: unknown): boolean => value === '' || value === null || value === undefined;

const takes = (field: z.ZodType | undefined, value: unknown): boolean => field?.safeParse(value).success === true;

const ofOne = (value: unknown, field: z.ZodType | undefined): unknown =>
  Array.isArray(value) && value.length === 1 && !takes(field, value) ? (value[0] as unknown) : value;

/** Numbers and switches arrive as text from some clients; a tag as a list of one. */
const tidied = (given: unknown, field: z.ZodType | undefined): unknown => {
  const value = ofOne(given, field);
  if (typeof value !== 'string') return value;
  if (/^(true|false)$/i.test(value) && takes(field, true)) return value.toLowerCase() === 'true';
  return /^\s*\d{1,15}\s*$/.test(value) && takes(field, 1) && !takes(field, '1') ? Number(value) : value;
};

type Given = { readonly fields: Readonly<Record<string, unknown>>; readonly issues: readonly Issue[] };

const problemOf = (
  field: string | undefined,
  about: { readonly known: readonly string[]; readonly taken: ReadonlySet<string> },
): string | undefined => {
  if (field === undefined) return `There is no such argument. This tool takes: ${about.known.join(', ')}`;
  return about.taken.has(field) ? `is another name for ${field}, which is given too. Send ${field} only` : undefined;
};

const notUnicode = (fields: Given['fields']): readonly Issue[] =>
  Object.entries(fields)
    .filter(([, value]) => typeof value === 'string' && !value.isWellFormed())
    .map(([path]) => ({ path, message: 'is not valid Unicode (half of a surrogate pair)' }));

const isOptional = (field: z.ZodType | undefined): boolean => field?.safeParse(undefined).success === true;

const given = (input: Readonly<Record<string, unknown>>, shape: Readonly<Record<string, z.ZodType>>): Given => {
  const known = Object.keys(shape);
  const taken = new Set<string>();
  const fields: Record<string, unknown> = {};
  const issues: Issue[] = [];
  // Names as they are first, so that it is the other name that is one too many.
  for (const [name, value] of Object.entries(input).sort(([a], [b]) => Number(known.includes(b)) - Number(known.includes(a)))) {
    const field = fieldFor(name, known);
    const problem = problemOf(field, { known, taken });
    if (problem !== undefined || field === undefined) {
      issues.push({ path: name, message: problem ?? '' });
      continue;
    }
    taken.add(field);
    // Older clients send empty text for what they leave out.
    if (!isBlank(value) || !isOptional(shape[field])) fields[field] = tidied(value, shape[field]);
  }
  return { fields, issues: [...issues, ...notUnicode(fields)] };
};

const worded = (issue: z.core.$ZodIssue): Issue => {
  const path = issue.path.map(String).join('.');
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return { path, message: isMissing ? 'is missing' : issue.message };
};

export const readArguments = <S extends z.ZodObject>(schema: S, input: Readonly<Record<string, unknown>>): ReadArguments<z.output<S>> => {
  const { fields, issues } = given(input, schema.shape as Readonly<Record<string, z.ZodType>>); // a tool's fields are zod types
  const parsed = schema.safeParse(fields, { reportInput: true });
  if (parsed.success && issues.length === 0) return { ok: true, value: parsed.data };
  return { ok: false, issues: [...issues, ...(parsed.success ? [] : parsed.error.issues.map(worded))] };
};
