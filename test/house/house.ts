/** The whole product for one test, on whichever target was chosen. */
import './one-realm.ts';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId, ServiceName } from '@wikibot/contracts/define/ids';
import { issueToken, makeSignInLink, openAccount } from '@wikibot/contracts/requests/auth';
import type { InsideCall } from '@wikibot/platform/kernel/inside-call';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Disorder } from '@wikibot/platform/local/bus';
import type { Ready } from '@wikibot/platform/local/run-host';
import { client } from './client.ts';
import type { Client } from './client.ts';
import { answerOf } from './outcome.ts';
import type { WikiAt } from './wiki.ts';

/** Another account than the owner's, with a token for all it has. */
export interface Person {
  readonly accountId: AccountId;
  readonly username: string;
  readonly token: string;
  /** Path of a fresh link that signs in once. */
  readonly signInPath: () => Promise<string>;
}

/** What a person sees who has just started it, or had it deployed. */
export type Entrance = Omit<Ready, 'gitUrl'>;

export interface House {
  readonly ready: Entrance;
  /** The owner's agent: a bearer token, and the consistency token carried from answer to answer. */
  readonly owner: Client;
  readonly notes: WikiAt;
  readonly call: InsideCall;
  /** What the slices of a service are given, as an operator reaches it. */
  readonly portsOf: (service: ServiceName) => Promise<KernelPorts>;
  /** What could not be delivered and was given up. */
  readonly deadLetters: () => readonly unknown[];
  readonly openPerson: (username: string) => Promise<Person>;
  readonly asBearer: (token: string) => Client;
  readonly asStranger: () => Client;
  readonly close: () => Promise<void>;
}

export interface HouseOptions {
  readonly disorder?: Disorder;
  readonly plan?: string;
  readonly owner?: string;
  /** Whether this machine and its network may be called, where receivers of webhooks stand in tests. */
  readonly privateNetwork?: boolean;
  /** On the templates: where hosts of the internet lie on this machine, by name. */
  readonly internet?: ReadonlyMap<string, string>;
}

export const openPersonWith =
  (call: InsideCall) =>
  async (username: string): Promise<Person> => {
    const { accountId } = answerOf(await call(openAccount, { username, displayName: username, provider: 'local' }));
    const as: Partial<Context> = { actor: { kind: 'person', accountId }, tenant: { accountId } };
    const { secret } = answerOf(await call(issueToken, { name: 'test' }, as));
    const signInPath = async (): Promise<string> => answerOf(await call(makeSignInLink, { accountId, minutes: 5 })).path;
    return { accountId, username, token: secret, signInPath };
  };

/** Who comes to the door of a house. */
export const guestsAt = (url: string): Pick<House, 'asBearer' | 'asStranger'> => ({
  asBearer: (token) => client(url, { bearer: token }),
  asStranger: () => client(url),
});
