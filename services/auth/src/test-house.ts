/** For specs: the auth service over in-memory tables, with people, wikis and browsers in it. */
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope, Outcome } from '@wikibot/contracts/define/envelope';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import type { AnswersUnit, Unit } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { Visibility } from '@wikibot/contracts/http/names';
import { issueToken, makeSignInLink, openAccount } from '@wikibot/contracts/requests/auth';
import { randomIds } from '@wikibot/platform/kernel/ids';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { TestKernel, TestOptions } from '@wikibot/platform/kernel/test-kernel';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { auth } from './manifest.ts';
import type { Ports } from './ports.ts';

export interface MovableClock extends Clock {
  forward(milliseconds: number): void;
}

export const movableClock = (): MovableClock => {
  let now = Date.UTC(2026, 6, 1);
  return { now: () => now, sleep: () => Promise.resolve(), forward: (milliseconds) => void (now += milliseconds) };
};

export const ORIGIN = 'http://localhost:8080';

export interface FoundedWiki {
  readonly ownerId: AccountId;
  readonly slug: string;
  readonly visibility?: Visibility;
  readonly becomes?: 'active' | 'abandoned';
  readonly id?: WikiId;
}

export interface AuthHouse extends TestKernel<Ports> {
  readonly clock: MovableClock;
  ask<R extends Request>(request: R, data: InputOf<R>, context?: Context): Promise<Outcome<AnswerOf<R>>>;
  /** The answer, where there is to be one. */
  told<R extends Request>(request: R, data: InputOf<R>, context?: Context): Promise<AnswerOf<R>>;
  person(username: string): Promise<AccountId>;
  newWikiId(): WikiId;
  wiki(founded: FoundedWiki): Promise<WikiId>;
  tokenFor(accountId: AccountId, over?: Partial<InputOf<typeof issueToken>>): Promise<AnswerOf<typeof issueToken>>;
  /** Signs in by a link and answers the `Cookie` header of the browser. */
  browserOf(accountId: AccountId): Promise<string>;
  serve(route: 'signIn' | 'signOut' | 'keySet', request: globalThis.Request): Promise<Response>;
  authorize(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<AuthContext>;
}

const answersUnits: readonly AnswersUnit[] = Object.values<Unit>(auth.units).filter((unit) => unit.kind === 'answers');

const unitOf = (request: Request): AnswersUnit => {
  const unit = answersUnits.find((one) => one.request.name === request.name);
  if (!unit) throw new Error(`auth does not answer ${request.name}`);
  return unit;
};

/** `/ada/notes/Home` names an owner and a wiki as a route with `{owner}/{wiki}` would; `/api/…` and `/-/…` name none. */
const addressIn = (path: string): { readonly owner?: string; readonly wiki?: string } => {
  const [, owner = '', wiki] = path.split('/');
  return wiki === undefined || owner === 'api' || owner === '-' ? {} : { owner: decodeURIComponent(owner), wiki: decodeURIComponent(wiki) };
};

const wikiFact = (
  wikiId: WikiId,
  name: string,
  at: { readonly sequence: number; readonly time: number; readonly data: object },
): FactEnvelope => ({
  id: randomIds(() => at.time).uuid(),
  kind: 'fact',
  name,
  version: 1,
  time: new Date(at.time).toISOString(),
  actor: { kind: 'system', name: 'test' },
  tenant: { wikiId },
  correlationId: 'test',
  stream: `wiki/${wikiId}`,
  sequence: at.sequence,
  data: { wikiId, ...at.data },
});

/** The facts of a wiki's beginning, as the wiki service publishes them. */
export const foundingFacts = (founded: FoundedWiki & { readonly id: WikiId }, time: number): readonly FactEnvelope[] => {
  const { ownerId, slug, id, visibility = 'private', becomes = 'active' } = founded;
  const data = { ownerId, slug, name: `The ${slug}`, purpose: '', visibility, categories: [] };
  const end = becomes === 'active' ? { name: 'wiki.WikiActivated', data: {} } : { name: 'wiki.WikiAbandoned', data: { reason: 'test' } };
  return [wikiFact(id, 'wiki.WikiFounded', { sequence: 1, time, data }), wikiFact(id, end.name, { sequence: 2, time, data: end.data })];
};

export const authHouse = async (options: TestOptions = {}): Promise<AuthHouse> => {
  const clock = movableClock();
  const kernel = await testKernel<Ports>(auth, { clock, ...options });
  const { runtime, ports } = kernel;
  const authorize: AuthHouse['authorize'] = (path, headers = {}, method = 'GET') =>
    runtime.authorize({ method, url: new URL(path, ORIGIN), headers: new Headers(headers), ...addressIn(path) });
  const context = (accountId?: AccountId): Context => testContext(accountId ? { accountId } : {}, { deadline: clock.now() + 10_000 });
  const ask = (async (request, data, given = context()) =>
    runtime.requests.call(unitOf(request), { data, context: given })) as AuthHouse['ask']; // paired by request
  const told: AuthHouse['told'] = async (request, data, given) => {
    const outcome = await ask(request, data, given);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    return outcome.answer;
  };
  const serve: AuthHouse['serve'] = async (route, request) => {
    const url = new URL(request.url);
    const known = await runtime.authorize({ method: request.method, url, headers: request.headers });
    const { default: slice } = await auth.units[route].load();
    return slice({ request, url, params: {}, auth: known }, testContext(), ports as never); // the manifest pairs slice and ports
  };
  const newWikiId = (): WikiId => WikiId.parse(ports.ids.entity('wik'));
  return {
    ...kernel,
    clock,
    ask,
    told,
    authorize,
    serve,
    person: async (username) => (await told(openAccount, { username, displayName: username, provider: 'local' })).accountId,
    newWikiId,
    wiki: async (founded) => {
      const id = founded.id ?? newWikiId();
      for (const fact of foundingFacts({ ...founded, id }, clock.now())) await runtime.deliver('auth.directory', fact);
      return id;
    },
    tokenFor: (accountId, over = {}) => told(issueToken, { name: 'laptop', ...over }, context(accountId)),
    browserOf: async (accountId) => {
      const { path } = await told(makeSignInLink, { accountId, minutes: 10 });
      const response = await serve('signIn', new globalThis.Request(new URL(path, ORIGIN)));
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    },
  };
};
