/**
 * The environment of a Lambda function: what the stacks set and the binding reads, said once. A variable is set where it is needed:
 * everywhere, with a need of the manifest, or for some kinds of function.
 */
import { needsIn } from '@wikibot/contracts/define/outside';
import type { Manifest, Need, Place } from '@wikibot/contracts/define/service';
import * as z from 'zod';

/** What a bundle of a service is deployed as: one function for each trigger, and one for all that wakes what runs outside. */
export type FunctionKind = 'http' | 'work' | 'outbox' | 'authorizer' | 'timer' | 'outside';

export const placeOfKind = (kind: FunctionKind): Place => (kind === 'outside' ? 'outside' : 'inside');

/** The outbox forwards what the table's stream brings, and needs nothing of what the service needs. */
export const needsOfFunction = (manifest: Manifest, kind: FunctionKind): readonly Need[] =>
  kind === 'outbox' ? [] : needsIn(manifest, placeOfKind(kind));

interface Variable {
  readonly meaning: string;
  readonly where: 'everywhere' | { readonly need: Need } | { readonly kinds: readonly FunctionKind[] };
  /** What holds when it is not set; without it a missing variable is a fault at the first use. */
  readonly otherwise?: string;
}

export const ENVIRONMENT = {
  TABLE_NAME: { meaning: "The service's own table.", where: 'everywhere' },
  PUBLIC_URL: { meaning: 'Where people find the product, `https://wiki.example.org`, without trailing slash.', where: 'everywhere' },
  DEFAULT_PLAN: { meaning: "The plan of new accounts, by its name in billing's catalogue.", where: 'everywhere' },
  LOG_LEVEL: { meaning: 'The least level that is logged: debug, info, warn or error.', where: 'everywhere', otherwise: 'info' },
  PAYLOAD_BUCKET: { meaning: 'The bucket of the payload store.', where: { need: 'payloads' } },
  UPLOADS_ORIGIN: {
    meaning: 'Where signed addresses of that bucket lead, `https://<bucket>.s3.<region>.amazonaws.com`.',
    where: { need: 'payloads' },
    otherwise: '',
  },
  REPOSITORY_FOLDER: { meaning: 'Where the file system with the repositories is mounted.', where: { need: 'repositories' } },
  INDEX_ENDPOINT: { meaning: 'The search domain, `https://…`; empty where there is none.', where: { need: 'index' }, otherwise: '' },
  SECRETS_PREFIX: { meaning: "The path of the service's parameters, `/wikibot/auth`, without trailing slash.", where: { need: 'secrets' } },
  LAMBDA_TASK_ROOT: {
    meaning: 'Where the bundle lies; Lambda sets it ("Using Lambda environment variables", defined runtime variables).',
    where: { need: 'web-assets' },
    otherwise: '/var/task',
  },
  BUS_NAME: { meaning: 'The event bus of the product.', where: { kinds: ['outbox'] } },
  SAGA_ARNS: { meaning: 'State machines as a JSON object: name of the unit -> ARN.', where: { kinds: ['outbox'] }, otherwise: '{}' },
  QUEUES: {
    meaning: 'Queues as a JSON object: ARN -> subscriber, as `subscriptionsOf` names it.',
    where: { kinds: ['work', 'outside'] },
    otherwise: '{}',
  },
  SUBSCRIBER: {
    meaning: 'The subscriber behind every queue of this function, instead of QUEUES.',
    where: { kinds: ['work', 'outside'] },
    otherwise: '',
  },
  RESPONSE_MODE: {
    meaning: 'How answers reach API Gateway: `stream` (response transfer mode STREAM) or `buffered`.',
    where: { kinds: ['http'] },
    otherwise: 'stream',
  },
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof ENVIRONMENT;

/** As Node gives it. */
export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/** The variables to set for one function of a service with these needs. */
export const variablesFor = (kind: FunctionKind, needs: readonly Need[]): readonly VariableName[] => {
  const wanted: readonly string[] = needs.map((need) => (need === 'payloads:write' ? 'payloads' : need));
  const isSet = ({ where }: Variable): boolean => {
    if (where === 'everywhere') return true;
    return 'need' in where ? wanted.includes(where.need) : where.kinds.includes(kind);
  };
  return Object.entries(ENVIRONMENT).flatMap(([name, variable]) => (isSet(variable) ? [name as VariableName] : [])); // the table's own keys
};

export interface Environment {
  /** @throws {Error} naming the variable that is missing and what it is for */
  read(name: VariableName): string;
  /** Reads a JSON object of texts. */
  readMap(name: 'SAGA_ARNS' | 'QUEUES'): ReadonlyMap<string, string>;
}

const Texts = z.record(z.string(), z.string());

export const environment = (env: ProcessEnvironment): Environment => {
  const read = (name: VariableName): string => {
    const { meaning, otherwise }: Variable = ENVIRONMENT[name];
    const value = env[name] ?? otherwise;
    if (value === undefined) throw new Error(`the variable ${name} is not set: ${meaning}`);
    return value;
  };
  return { read, readMap: (name) => new Map(Object.entries(Texts.parse(JSON.parse(read(name))))) };
};
