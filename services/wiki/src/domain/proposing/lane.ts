/** Which changes go onto the same proposal. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { nameDigest } from '../name-digest.ts';

/** Those of one session of an agent. It belongs to the account that the agent acts for: what others call theirs is another one. */
export const sessionLane = (actor: Actor): string | undefined =>
  actor.kind === 'agent' && actor.session !== undefined ? `session#${nameDigest(actor.session)}#${actor.accountId}` : undefined;

/** The same commit, pushed again. */
export const pushLane = (actor: Actor, head: ObjectId): string => `push#${head}#${'accountId' in actor ? actor.accountId : ''}`;
