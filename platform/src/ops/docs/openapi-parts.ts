/** What operations of the OpenAPI document share: parameters, security, problems. */
import { TOKEN_HEADER } from '@wikibot/contracts/define/token';
import { AccountId, TokenId, WikiId } from '@wikibot/contracts/define/ids';
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { inputSchemaOf, namesIn, schemasByName } from '@wikibot/contracts/define/json-schema';
import type { Access } from '@wikibot/contracts/define/request';
import { RefusalKind } from '@wikibot/contracts/define/refusal';
import { OwnerName, Slug } from '@wikibot/contracts/http/names';
import { PathText } from '@wikibot/contracts/requests/pages';
import * as z from 'zod';
import { SESSION_HEADER } from '../../kernel/http/session-header.ts';
import { REFUSAL_TABLE } from '../../kernel/kernel-refusals.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** What a parameter in a path is; one that is not listed is plain text. */
const PATH_PARAMETERS: Readonly<Record<string, z.ZodType>> = {
  owner: OwnerName,
  wiki: Slug,
  page: PathText,
  wikiId: WikiId,
  tokenId: TokenId,
  accountId: AccountId,
};

const SEGMENT = /\{(\w+)(\+?)\}/g;

/** OpenAPI knows no greedy parameter: `{page+}` becomes `{page}`, and its description says that slashes stay slashes. */
export const openPath = (path: string): string => path.replace(SEGMENT, '{$1}');

export const pathParameters = (path: string): readonly Parameter[] =>
  [...path.matchAll(SEGMENT)].map(([, name = '', greedy]) => ({
    name,
    in: 'path',
    required: true,
    ...(greedy ? { description: 'May span several segments; slashes are sent as they are.' } : {}),
    schema: inputSchemaOf(PATH_PARAMETERS[name] ?? z.string().min(1)),
  }));

export const queryParameters = (query: z.ZodType | undefined): readonly Parameter[] => {
  if (!query) return [];
  const schema = inputSchemaOf(query);
  const always = new Set(namesIn(schema, 'required'));
  const defs = schema['$defs'] === undefined ? {} : { $defs: schema['$defs'] };
  return [...schemasByName(schema, 'properties')].map(([name, field]) => ({
    name,
    in: 'query',
    required: always.has(name),
    schema: { ...field, ...defs },
  }));
};

const text = { type: 'string' } as const;

export const HEADERS = {
  token: { name: TOKEN_HEADER, in: 'header', description: 'Waits until what this consistency token has seen is visible.', schema: text },
  idempotency: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key with the same request has one effect.',
    schema: { ...text, maxLength: 200 },
  },
  session: {
    name: SESSION_HEADER,
    in: 'header',
    description: 'Of an agent: in which session it works. What it did in one can be undone together.',
    schema: { ...text, maxLength: 60 },
  },
  base: {
    name: 'If-Match',
    in: 'header',
    description: 'The revision the change was made on, as its `ETag`; the body may name it instead.',
    schema: text,
  },
} as const satisfies Readonly<Record<string, Parameter>>;

/** The requirement alternatives of each access; the empty one admits whoever sends nothing. */
export const SECURITY: Readonly<Record<Access | 'anyone', readonly Readonly<Record<string, readonly string[]>>[]>> = {
  anyone: [{}],
  read: [{ token: [] }, { basic: [] }, { session: [] }, {}],
  write: [{ token: [] }, { basic: [] }, { session: [] }],
  own: [{ token: [] }, { basic: [] }, { session: [] }],
  account: [{ token: [] }, { basic: [] }, { session: [] }],
  system: [],
};

export const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'A token of the account or of one wiki.' },
  basic: { type: 'http', scheme: 'basic', description: 'The same token as password; any user name.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'wikibot_session',
    description:
      'The session of a browser (`__Host-wikibot_session` over HTTPS). Unsafe methods also need a same-origin request or `X-CSRF-Token`.',
  },
} as const;

/** The members of every refusal (RFC 9457 and ours); a refusal may add what a program needs to go on. */
export const Problem = z
  .looseObject({
    type: z.string().describe('`urn:wikibot:refusal:<code>`.'),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe('Stable, e.g. `page.stale-base`.'),
    detail: z.string().describe('What was wrong.'),
    remedy: z.string().optional().describe('What to do now.'),
    error: z.string().describe('Repeats `detail`.'),
  })
  .meta({ id: 'Problem' });

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: inputSchemaOf(Problem) } } });

/** Responses by status for kinds of refusal, and `default` for all others: a service may refuse in its own words. */
export const problemResponses = (kinds: readonly RefusalKind[]): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(kinds.map((kind) => [String(REFUSAL_TABLE[kind].http), problem(REFUSAL_TABLE[kind].title)])),
  default: problem('Refused, or failed; `code` says why'),
});

/** A door, and whether it is a REST route, whose input the kernel reads. */
interface Doored {
  readonly access: Access | 'anyone';
  readonly path: string;
  readonly rest?: { readonly isSafe: boolean; readonly takesBody: boolean };
}

/** When the kernel itself refuses in this way; what is not listed only services say. */
const SAID_BY_KERNEL: { readonly [K in RefusalKind]?: (door: Doored) => boolean } = {
  invalid: ({ rest }) => rest !== undefined,
  unauthenticated: ({ access }) => access !== 'anyone',
  forbidden: ({ access }) => access !== 'anyone',
  'not-found': ({ access, path }) => access !== 'anyone' && path.includes('{wiki}'),
  conflict: ({ rest }) => rest?.isSafe === false,
  'too-large': ({ rest }) => rest?.takesBody === true,
  unavailable: () => true,
};

export const kernelKinds = (door: Doored): readonly RefusalKind[] => RefusalKind.options.filter((kind) => SAID_BY_KERNEL[kind]?.(door));
