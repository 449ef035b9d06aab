/** Who wrote something, for whoever reads it. */
import type { Actor } from '@wikibot/contracts/define/actor';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { LastChange } from './note.ts';

export type UserNames = ReadonlyMap<AccountId, string>;

/** `ada`, `claude-code for ada`, `wiki`, `anonymous`; an account whose name is not known here goes by its id. */
export const authorLabel = (actor: Actor, names: UserNames): string => {
  const account = accountOf(actor);
  const person = account === undefined ? '' : (names.get(account) ?? account);
  switch (actor.kind) {
    case 'person':
      return person;
    case 'agent':
      return `${actor.client} for ${person}`;
    case 'system':
      return actor.name;
    case 'anonymous':
      return 'anonymous';
  }
};

export const accountsOf = (changes: readonly Pick<LastChange, 'actor'>[]): readonly AccountId[] =>
  changes.flatMap(({ actor }) => accountOf(actor) ?? []);

/** One line: a commit message may have many. */
export const firstLine = (message: string): string => message.split(/[\r\n]/, 1)[0]?.trim() ?? '';

export const dayOf = (time: string): string => time.slice(0, 10);
