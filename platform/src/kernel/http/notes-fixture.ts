/** A service with doors for specs of HTTP: notes of a wiki over REST, and a page that draws them. */
import { WikiId } from '@wikibot/contracts/define/ids';
import { defineRequest } from '@wikibot/contracts/define/request';
import { defineRoute } from '@wikibot/contracts/define/route';
import type { AnswerSlice, ServeSlice, Served } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import * as z from 'zod';
import { ada, answers, ledgerService, ledgerStream, serves, view } from '../ledger-fixture.ts';
import type { KernelPorts } from '../ports.ts';
import type { ServiceRuntime } from '../runtime.ts';
import { movableClock } from '../test-clock.ts';
import { testHouse } from '../test-kernel.ts';
import { httpApp } from './app.ts';

const Revision = z.string().regex(/^[0-9a-f]{7,64}$/);

export const saveNote = defineRequest('billing.SaveNote', {
  meaning: 'Writes a note.',
  access: 'write',
  data: z.strictObject({ path: z.string().min(1), text: z.string(), base: Revision.optional() }),
  answer: z.object({ revision: z.string(), text: z.string(), base: z.string().optional() }),
  paths: ({ path }) => [path],
});
export const readNotes = defineRequest('billing.ReadNotes', {
  meaning: 'Reads notes.',
  access: 'read',
  safe: true,
  data: z.strictObject({ limit: z.number(), tags: z.array(z.string()) }),
  answer: z.object({ limit: z.number(), tags: z.array(z.string()) }),
});
export const dropNotes = defineRequest('billing.DropNotes', {
  meaning: 'Drops them.',
  access: 'own',
  data: z.strictObject({}),
  answer: z.object({}),
});

const REVISION = 'abcdef0123456789';
export const SAVE = 'PUT /{owner}/{wiki}/notes/{page+}';
export const READ = 'GET /{owner}/{wiki}/notes';
export const BRING = 'PUT /{owner}/{wiki}/pictures/{page+}';
export const DROP = 'DELETE /{owner}/{wiki}/notes';
export const PAGE = 'GET /{owner}/{wiki}/{page+}';
export const OPEN = 'POST /-/open';

const saveRoute = defineRoute(SAVE, saveNote, {
  summary: 'Write a note',
  body: z.strictObject({ text: z.string(), revision: Revision.optional() }),
  maxBytes: 1000,
  response: z.object({}),
  input: ({ params, body, ifMatch }) => {
    const base = body.revision ?? ifMatch;
    return { path: params['page'] ?? '', text: body.text, ...(base === undefined ? {} : { base }) };
  },
  respond: (answer) => ({ status: 201, body: answer, etag: answer.revision, location: '/there' }),
});
const readRoute = defineRoute(READ, readNotes, {
  summary: 'Read notes',
  query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5), tag: z.union([z.string(), z.array(z.string())]).optional() }),
  response: z.object({}),
  input: ({ query }) => ({ limit: query.limit, tags: query.tag === undefined ? [] : [query.tag].flat() }),
  respond: (answer) => ({ status: 200, body: answer, etag: REVISION }),
});
const bringRoute = defineRoute(BRING, saveNote, {
  summary: 'Bring bytes',
  takesBytes: true,
  maxBytes: 10,
  response: z.object({}),
  input: ({ params, bytes }) => ({ path: params['page'] ?? '', text: bytes ?? 'none' }),
  respond: (answer) => ({ status: 201, body: answer }),
});
const dropRoute = defineRoute(DROP, dropNotes, {
  summary: 'Drop notes',
  response: z.null(),
  input: () => ({}),
  respond: () => ({ status: 204, body: null }),
});

/** Counts each save as a fact, so that it can be told how often it was carried out. */
const save: AnswerSlice<typeof saveNote, KernelPorts> = ({ text, base }, context, { events }) =>
  events.commit(context, 'ledger/notes', async () => {
    if (text === 'fault') throw new Error('the disk of 10.0.0.7 is full');
    return {
      ok: true,
      facts: [{ name: 'billing.Deposited', data: { amount: 1 } }],
      answer: { revision: REVISION, text, ...(base === undefined ? {} : { base }) },
    };
  });

const draw: ServeSlice<KernelPorts> = async ({ params }, context) =>
  new Response(`${params['page']} for ${context.actor.kind}`, { headers: { 'Content-Type': 'text/html' } });

export const notesHouse = () => {
  const clock = movableClock();
  const manifest = {
    ...ledgerService({
      save: answers(saveNote, { routes: [saveRoute, bringRoute], load: async () => ({ default: save }) }),
      read: answers(readNotes, {
        routes: [readRoute],
        load: async () => ({ default: async (data) => ({ ok: true, answer: data, token: {} }) }),
      }),
      drop: answers(dropNotes, {
        routes: [dropRoute],
        load: async () => ({ default: async () => ({ ok: true, answer: {}, token: { 'ledger/notes': 3 } }) }),
      }),
      page: serves(PAGE, { meaning: 'A page.', access: 'read', challenge: 'browser', load: async () => ({ default: draw }) }),
      open: serves(OPEN, {
        meaning: 'Open to anyone.',
        access: 'anyone',
        challenge: 'bearer',
        load: async () => ({ default: async () => Response.redirect('http://localhost/', 303) }),
      }),
      counts: view({ version: 1, of: [ledgerStream], load: async () => ({ default: async () => [] }) }),
    }),
    refusalScreen: async () => ({
      default: async (refusal: { code: string }) =>
        new Response(`<p>${refusal.code}</p>`, { status: 403, headers: { 'Content-Type': 'text/html' } }),
    }),
  };
  const house = testHouse([manifest], { clock, deployment: { patience: 0 } });
  const runtime = house.runtimes.get('billing') as ServiceRuntime; // the only service of the house
  const app = httpApp(runtime);
  return {
    app,
    clock,
    runtime,
    saves: async () => (await runtime.ports()).events.head('ledger/notes'),
    knock: (key: string, given: Partial<Knock> = {}) => app.handle(key, served(key, given)),
  };
};

export interface Knock {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly auth: AuthContext;
}

export const owner: AuthContext = {
  actor: { kind: 'person', accountId: ada },
  accountId: ada,
  via: 'token',
  scopes: ['read', 'write'],
  wiki: {
    id: WikiId.parse(`wik_${'b'.repeat(32)}`),
    owner: 'ada',
    slug: 'notes',
    ownerId: ada,
    name: 'Notes',
    visibility: 'private',
    active: true,
  },
  role: 'owner',
  pathRules: [],
  csrfSafe: true,
};
export const anonymous: AuthContext = {
  actor: { kind: 'anonymous' },
  via: 'anonymous',
  scopes: [],
  pathRules: [],
  csrfSafe: true,
  reason: 'no-credentials',
};

const served = (
  key: string,
  {
    path = '/ada/notes/notes/Home',
    params = { owner: 'ada', wiki: 'notes', page: 'Home' },
    headers = {},
    body,
    auth = owner,
  }: Partial<Knock>,
): Served => {
  const url = new URL(path, 'http://localhost');
  const method = key.slice(0, key.indexOf(' '));
  const sent = body === undefined || method === 'GET' ? {} : { body, duplex: 'half' as const };
  return {
    request: new Request(url, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...sent,
    }),
    url,
    params,
    auth,
  };
};
