/** For specs: the wiki service over in-memory tables and real repositories in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope, Outcome } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import type { AnswersUnit, ServesUnit, Unit } from '@wikibot/contracts/define/service';
import type { Token } from '@wikibot/contracts/define/token';
import type { Limits } from '@wikibot/contracts/facts/billing';
import type { Slug, Visibility } from '@wikibot/contracts/http/names';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import * as wikis from '@wikibot/contracts/requests/wikis';
import { randomIds } from '@wikibot/platform/kernel/ids';
import type { Internet } from '@wikibot/platform/kernel/internet';
import { noAnswer } from '@wikibot/platform/kernel/internet';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testHouse } from '@wikibot/platform/kernel/test-kernel';
import type { ServiceRuntime } from '@wikibot/platform/kernel/runtime';
import { wiki } from './manifest.ts';
import type { Ports } from './ports.ts';
import type { Founding } from './domain/founding.ts';
import { foundingKey } from './domain/founding.ts';
import { fakeAuth } from './test-auth.ts';

export const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
export const bob = AccountId.parse(`acc_${'b'.repeat(32)}`);
export const UNLIMITED: Limits = { wikis: null, pagesPerWiki: null, authorsPerWiki: null, gitPush: true };

const units = Object.values<Unit>(wiki.units);
const unitOf = (request: Request): AnswersUnit => {
  const unit = units.find((one) => one.kind === 'answers' && one.request.name === request.name);
  if (unit?.kind !== 'answers') throw new Error(`the wiki does not answer ${request.name}`);
  return unit;
};

export interface WikiHouseOptions {
  /** What is outside; without it nothing there can be reached. */
  readonly internet?: Internet;
}

/** Where nobody answers. */
const NO_INTERNET: Internet = { fetch: async () => noAnswer('unreachable'), objection: async () => undefined };

const bind = async (folder: string, { internet = NO_INTERNET }: WikiHouseOptions) => {
  const clock = movableClock();
  const resources = { wiki: present({ repositories: { folder }, internet }) };
  const { runtimes, settle, sent } = testHouse([wiki, fakeAuth], { clock, resources });
  const runtime = runtimes.get('wiki') as ServiceRuntime; // one of the house
  return { folder, clock, runtime, settle, sent, ports: (await runtime.ports()) as Ports, ids: randomIds(clock.now) }; // the manifest's own ports
};
type Bound = Awaited<ReturnType<typeof bind>>;

/** Tells the wiki what an account may use, as billing would. */
const granting =
  ({ ports, runtime, clock, ids }: Bound) =>
  async (accountId: AccountId, limits: Limits = UNLIMITED): Promise<void> => {
    const stream = `subscription/${accountId}`;
    const sequence = (await ports.view('entitlements').upTo(stream)) + 1;
    const data = { accountId, plan: 'plan', limits };
    const time = new Date(clock.now()).toISOString();
    const envelope: FactEnvelope = {
      ...testContext(),
      id: ids.uuid(),
      kind: 'fact',
      name: 'billing.EntitlementsGranted',
      version: 1,
      time,
      stream,
      sequence,
      data,
    };
    await runtime.deliver('wiki.entitlements', envelope);
  };

const asking = ({ clock, runtime, ports }: Bound) => {
  /** The clock stands still, so the view is asked again and again for a while, not waited for. */
  const caughtUp = async (token: Token): Promise<void> => {
    for (let round = 0; round < 500; round += 1) {
      const views = await Promise.all(['pages', 'links', 'attachments', 'commits'].map((name) => ports.view(name).caughtUp(token, 0)));
      if (views.every(Boolean)) return;
      await new Promise((resolve) => void (round < 100 ? setImmediate(resolve) : setTimeout(resolve, 5)));
    }
    throw new Error('the views of the wiki do not catch up');
  };
  /** Carries a request out and waits until the wiki's own view shows what it did. */
  return async <R extends Request>(request: R, data: InputOf<R>, context: Context): Promise<Outcome<AnswerOf<R>>> => {
    clock.forward(1000);
    const outcome = (await runtime.requests.call(unitOf(request), { data, context })) as Outcome<AnswerOf<R>>; // the wiki answers by the request's schema
    if (outcome.ok) await caughtUp(outcome.token);
    return outcome;
  };
};

/** What comes to a door. */
export interface Knock {
  readonly params: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
  readonly auth?: Partial<AuthContext>;
}

const READER: AuthContext = {
  actor: { kind: 'person', accountId: ada },
  accountId: ada,
  via: 'token',
  scopes: ['read'],
  role: 'viewer',
  pathRules: [],
  csrfSafe: true,
};

const houseIn = async (folder: string, options: WikiHouseOptions) => {
  const bound = await bind(folder, options);
  const { clock, ports, ids } = bound;
  const ask = asking(bound);
  const told = async <R extends Request>(request: R, data: InputOf<R>, context: Context): Promise<AnswerOf<R>> => {
    const outcome = await ask(request, data, context);
    if (!outcome.ok) throw new Error(`${request.name} refused: ${outcome.refusal.message}`);
    return outcome.answer;
  };
  const system = (): Context => testContext({}, { deadline: clock.now() + 10_000 });
  const person = (wikiId: WikiId, accountId: AccountId = ada, over: Partial<Context> = {}): Context =>
    testContext({ accountId, wikiId }, { deadline: clock.now() + 10_000, ...over });
  const founding = (over: Partial<Founding> = {}) => {
    const wikiId = newWikiId();
    return {
      wikiId,
      ownerId: ada,
      name: 'Notes',
      slug: `w${wikiId.slice(-20)}` as Slug,
      purpose: 'For specs.',
      visibility: 'private' as Visibility,
      categories: ['actor', 'event'] as readonly string[],
      ...over,
    };
  };
  /** Puts what is wanted where the saga's first step looks for it. */
  const asked = async (data: ReturnType<typeof founding>) => {
    await ports.table.write([{ put: { ...foundingKey(data.wikiId), ...data } }]);
    return { wikiId: data.wikiId, ownerId: data.ownerId };
  };
  const newWikiId = (): WikiId => WikiId.parse(ids.entity('wik'));

  return {
    ...bound,
    grant: granting(bound),
    ask,
    told,
    system,
    person,
    founding,
    asked,
    newWikiId,
    /** A wiki that is ready, with its starter pages. */
    found: async (over: Parameters<typeof founding>[0] = {}): Promise<WikiId> => {
      const data = founding(over);
      const { wikiId, ownerId } = data;
      await told(wikis.reserveSlug, await asked(data), system());
      await told(wikis.createRepository, { wikiId }, system());
      await told(wikis.commitStarterPages, { wikiId, ownerId }, system());
      await told(wikis.activateWiki, { wikiId }, system());
      return wikiId;
    },
    facts: (wikiId: WikiId) => ports.events.read(`wiki/${wikiId}`, 0, 1000),
    /** Opens a door as the gateway would, for somebody who may. */
    knock: async (key: string, wikiId: WikiId, { params, headers = {}, query = '', auth = {} }: Knock): Promise<Response> => {
      const unit = units.find((one): one is ServesUnit => one.kind === 'serves' && `${one.method} ${one.path}` === key);
      if (!unit) throw new Error(`the wiki has no door ${key}`);
      const url = new URL(`http://localhost/ada/notes/x${query}`);
      const slice = (await unit.load()).default;
      return slice({ request: new Request(url, { headers }), url, params, auth: { ...READER, ...auth } }, person(wikiId), ports as never); // the manifest pairs slice and ports
    },
  };
};
export type WikiHouse = Awaited<ReturnType<typeof houseIn>>;

/** A house for all tests of a file, in which Ada may have as much as she likes. */
export const useWikiHouse = (options: WikiHouseOptions = {}): (() => WikiHouse) => {
  let house: WikiHouse | undefined;
  beforeAll(async () => {
    house = await houseIn(await mkdtemp(join(tmpdir(), 'wiki-house-')), options);
    await house.grant(ada);
  });
  // A ref may still be following its head.
  afterAll(() => (house ? rm(house.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }) : undefined));
  return () => {
    if (!house) throw new Error('the house is not open yet');
    return house;
  };
};
