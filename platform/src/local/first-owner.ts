/** Makes sure that the owner, their token and their first wiki exist; a start that was interrupted goes on here. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { issueToken, makeSignInLink, openAccount } from '@wikibot/contracts/requests/auth';
import { createWiki, describeCreation, listWikis } from '@wikibot/contracts/requests/wikis';
import { CannotStart } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import type { Host } from './host.ts';
import { secretFolder } from './secret-folder.ts';

export interface Opened {
  readonly accountId: AccountId;
  readonly owner: string;
  readonly wiki: string;
  readonly signInPath: string;
  readonly token: string;
}

const FIRST_WIKI = { name: 'Notes', slug: 'notes', purpose: 'Notes of people and their agents.' } as const;
const SIGN_IN_MINUTES = 15;
const PATIENCE_MS = 30_000;

export const openForOwner = async (host: Host, folder: DataFolder, owner: string): Promise<Opened> => {
  const { accountId } = must(
    await host.call(openAccount, { username: owner, displayName: owner, provider: 'local' }),
    'opening the account',
  );
  const as: Partial<Context> = { actor: { kind: 'person', accountId }, tenant: { accountId } };
  const wiki = await firstWiki(host, as);
  const token = await agentToken(host, folder, as);
  const { path } = must(await host.call(makeSignInLink, { accountId, minutes: SIGN_IN_MINUTES }), 'making the sign-in link');
  return { accountId, owner, wiki, signInPath: path, token };
};

/** The first wiki there is; a new machine gets one. */
const firstWiki = async (host: Host, as: Partial<Context>): Promise<string> => {
  const { wikis } = must(await host.call(listWikis, {}, as), 'listing the wikis');
  const oldest = wikis.filter((wiki) => wiki.status !== 'failed').toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  return oldest ? oldest.slug : createFirst(host, as);
};

const createFirst = async (host: Host, as: Partial<Context>): Promise<string> => {
  const until = Date.now() + PATIENCE_MS;
  const { wikiId } = must(await untilNotUnavailable(() => host.call(createWiki, FIRST_WIKI, as), until), 'creating the first wiki');
  for (;;) {
    const { status, reason } = must(await host.call(describeCreation, { wikiId }, as), 'watching the first wiki');
    if (status === 'active') return FIRST_WIKI.slug;
    if (status === 'failed') throw new CannotStart(`the first wiki could not be set up: ${reason ?? 'no reason was given'}`);
    if (Date.now() > until)
      throw new CannotStart('the first wiki is not ready after 30 seconds; start again to go on, or see the log above for why');
    await pause(10);
  }
};

/** A new account's plan arrives a moment after it. */
const untilNotUnavailable = async <A>(call: () => Promise<Outcome<A>>, until: number): Promise<Outcome<A>> => {
  for (;;) {
    const outcome = await call();
    if (outcome.ok || outcome.refusal.kind !== 'unavailable' || Date.now() > until) return outcome;
    await pause(10);
  }
};

/** Kept in the secrets of the machine, so that a client once connected stays connected; a revoked one is replaced. */
const agentToken = async (host: Host, folder: DataFolder, as: Partial<Context>): Promise<string> => {
  const known = await secretFolder(folder.secrets('host')).get('agent-token');
  if (known !== undefined && (await stillOpens(host, known))) return known;
  const { secret } = must(await host.call(issueToken, { name: 'agent on this machine' }, as), 'making the token');
  return secretFolder(folder.secrets('host')).replace('agent-token', secret);
};

const stillOpens = async (host: Host, token: string): Promise<boolean> => {
  const headers = new Headers({ Authorization: `Bearer ${token}` });
  const standing = await host.runtimes.get('auth')?.authorize({ method: 'GET', url: new URL('http://localhost/'), headers });
  return standing?.via === 'token' && standing.accountId !== undefined;
};

const must = <A>(outcome: Outcome<A>, doing: string): A => {
  if (outcome.ok) return outcome.answer;
  throw new CannotStart(`${doing} failed: ${outcome.refusal.message} ${outcome.refusal.remedy}`);
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
