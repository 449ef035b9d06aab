/** `token create | list | revoke`: what programs open a wiki with. */
import { Scope } from '@wikibot/contracts/http/auth-context';
import { issueToken, listTokens } from '@wikibot/contracts/requests/auth';
import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import type { Command, Exit, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, text, wikiAddress } from './command.ts';
import { findApi } from './find-host.ts';
import { tableText } from './table-text.ts';

type Deed = (
  call: { readonly api: ApiClient; readonly given: Given; readonly argument: string | undefined },
  around: Surroundings,
) => Promise<Exit>;

const needed = (argument: string | undefined, what: string): string => {
  if (argument === undefined) throw new CommandFault(`expected ${what}`, EXIT.usage);
  return argument;
};

const scopesOf = (given: Given): string[] | undefined => {
  const scopes = text(given, 'scopes')?.split(',');
  const unknown = scopes?.find((scope) => !Scope.safeParse(scope).success);
  if (unknown !== undefined) throw new CommandFault(`--scopes takes ${Scope.options.join(',')} or one of them, not ${unknown}`, EXIT.usage);
  return scopes;
};

const create: Deed = async ({ api, given, argument }, around) => {
  const name = needed(argument, 'a name for the token, e.g. laptop');
  const wiki = text(given, 'wiki');
  const scopes = scopesOf(given);
  const body = { name, ...(wiki === undefined ? {} : { wiki: wikiAddress(wiki) }), ...(scopes === undefined ? {} : { scopes }) };
  const token = await api.call({ method: 'POST', path: '/api/v1/tokens', body }, issueToken.answer);
  around.out(given.values['json'] ? `${JSON.stringify(token)}\n` : `${token.secret}\n`);
  around.err(`Token ${token.id} (${token.scopes.join(', ')}); it is shown this once.\n`);
  return EXIT.done;
};

const list: Deed = async ({ api, given }, around) => {
  const { tokens } = await api.call({ method: 'GET', path: '/api/v1/tokens' }, listTokens.answer);
  const rows = tokens.map(({ id, name, scopes, wikiId, created, lastUsed }) => [
    id,
    name,
    scopes.join(','),
    wikiId ?? 'all wikis',
    created.slice(0, 10),
    lastUsed?.slice(0, 16) ?? 'never',
  ]);
  around.out(
    given.values['json'] ? `${JSON.stringify(tokens, null, 2)}\n` : tableText(['id', 'name', 'scopes', 'for', 'made', 'last used'], rows),
  );
  return EXIT.done;
};

const revoke: Deed = async ({ api, argument }, around) => {
  const id = needed(argument, 'the id of a token, as token list shows it');
  await api.call({ method: 'DELETE', path: `/api/v1/tokens/${encodeURIComponent(id)}` }, z.null());
  around.err(`Token ${id} works no more.\n`);
  return EXIT.done;
};

const deeds: Readonly<Record<string, Deed>> = { create, list, revoke };

export const tokenCommand: Command = {
  usage: 'create <name> [--wiki <owner>/<wiki>] [--scopes read,write] | list | revoke <id>',
  meaning: 'Makes, lists and stops tokens of the account.',
  example: 'token create laptop --wiki ada/notes --scopes read',
  options: { ...hostOptions, wiki: { type: 'string' }, scopes: { type: 'string' } },
  run: async (given, around) => {
    const [name = '', argument, ...more] = given.positionals;
    const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined;
    if (!deed || more.length > 0) throw new CommandFault(`expected ${Object.keys(deeds).join(', ')}`, EXIT.usage);
    return deed({ api: apiClient(await findApi(given, around), around), given, argument }, around);
  },
};
