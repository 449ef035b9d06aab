/**
 * `node load/cold-start.ts [times]`: how long the bundle of each service takes from the start of its process to its first answer.
 * The handler is the deployed one and the event a real one; instead of AWS there is a server that knows nothing. Bundles are made by
 * `npx cdk synth` in cdk/.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { services } from '../services/all.ts';

const BUNDLES = path.resolve(import.meta.dirname, '../.cache/bundles');
const TIMES = Number(process.argv[2] ?? 7);

/** One question each that needs no credentials and reaches a slice. */
const ASKED: Readonly<Record<string, string>> = {
  auth: '/.well-known/jwks.json',
  wiki: '/ada/notes/api/v1/pages',
  render: '/ada/notes/Home',
  search: '/ada/notes/api/v1/search',
  billing: '/api/v1/plan',
  mcp: '/ada/notes/mcp',
};

const id = (prefix: string): string => `${prefix}_${'0'.repeat(31)}1`;

/** As the authorizer describes a stranger at a public wiki. */
const stranger = {
  actor: { kind: 'anonymous' },
  via: 'anonymous',
  scopes: ['read'],
  wiki: { id: id('wik'), owner: 'ada', slug: 'notes', ownerId: id('acc'), name: 'Notes', visibility: 'public', active: true },
  role: 'viewer',
  pathRules: [],
  csrfSafe: true,
  reason: 'no-credentials',
} as unknown as AuthContext; // the ids are branded by their schema

const eventFor = (asked: string): object => ({
  httpMethod: 'GET',
  path: asked,
  multiValueHeaders: { Accept: ['application/json'], Host: ['wiki.example.org'] },
  multiValueQueryStringParameters: asked.endsWith('search') ? { q: ['lovelace'] } : null,
  body: null,
  isBase64Encoded: false,
  requestContext: { authorizer: { context: JSON.stringify(stranger) } },
});

/** A DynamoDB without rows and a parameter store that keeps what it is given; every answer comes at once. */
const emptyCloud = () => {
  const parameters = new Map<string, string>();
  const answers: Readonly<Record<string, (body: Record<string, string>) => object | undefined>> = {
    GetItem: () => ({}),
    Query: () => ({ Items: [], Count: 0, ScannedCount: 0 }),
    BatchGetItem: () => ({ Responses: {} }),
    PutParameter: ({ Name = '', Value = '' }) => {
      parameters.set(Name, Value);
      return { Version: 1 };
    },
    GetParameter: ({ Name = '' }) => (parameters.has(Name) ? { Parameter: { Name, Value: parameters.get(Name) } } : undefined),
  };
  const answer = async (request: IncomingMessage): Promise<object | undefined> => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = JSON.parse((await text(request)) || '{}') as Record<string, string>; // only names and values are read
    return (answers[operation] ?? (() => ({})))(body);
  };
  return createServer((request, response) => {
    void answer(request).then((found) => {
      response.writeHead(found ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(found ?? { __type: 'ParameterNotFound' }));
    });
  });
};

const environmentAt = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  TABLE_NAME: 'table',
  PUBLIC_URL: 'https://wiki.example.org',
  DEFAULT_PLAN: 'free',
  PAYLOAD_BUCKET: 'payloads',
  REPOSITORY_FOLDER: '/tmp/no-repositories',
  SECRETS_PREFIX: '/wikibot/auth',
  LAMBDA_TASK_ROOT: path.join(BUNDLES, 'render'),
  RESPONSE_MODE: 'buffered',
  LOG_LEVEL: 'error',
});

/** Milliseconds from the start of a process to the first line that it says, and the line. */
const timed = (code: string, env: NodeJS.ProcessEnv): Promise<{ readonly took: number; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', (chunk: Buffer) => resolve({ took: performance.now() - began, said: chunk.toString().trim() }));
    child.once('exit', (status) => status === 0 || reject(new Error('the handler did not answer')));
  });

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const measured = async (code: string, env: NodeJS.ProcessEnv) => {
  const runs = [];
  for (let run = 0; run < TIMES; run += 1) runs.push(await timed(code, env));
  return { took: Math.round(median(runs.map(({ took }) => took))), said: [...new Set(runs.map(({ said }) => said))].join(' ') };
};

const codeOf = (service: string): string => {
  const bundle = pathToFileURL(path.join(BUNDLES, service, 'lambda.mjs')).href;
  const event = JSON.stringify(eventFor(ASKED[service] ?? '/'));
  return `const { http } = await import('${bundle}'); const { statusCode } = await http(${event}); process.stdout.write(statusCode + '\\n', () => process.exit());`;
};

if (!existsSync(BUNDLES)) throw new Error('there are no bundles: run `npx cdk synth` in cdk/ first');
const cloud = emptyCloud();
await new Promise<void>((resolve) => void cloud.listen(0, '127.0.0.1', resolve));
const env = environmentAt(`http://127.0.0.1:${(cloud.address() as AddressInfo).port}`); // it listens on a port
const bare = await measured("process.stdout.write('-\\n')", env);
process.stdout.write(`| service | first answer (ms, median of ${TIMES}) | beyond a bare Node | status |\n|---|---:|---:|---|\n`);
for (const { name } of services) {
  const { took, said } = await measured(codeOf(name), env);
  process.stdout.write(`| ${name} | ${took} | ${took - bare.took} | ${said} |\n`);
}
cloud.close();
