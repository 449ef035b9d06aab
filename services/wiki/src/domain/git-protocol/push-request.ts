/** What a push asks for. Source: gitprotocol-pack(5), "Reference Update Request and Packfile Transfer". */
import { ObjectId } from '@wikibot/contracts/define/ids';
import { MalformedRequest, textOfLine } from './pkt-line.ts';
import { BRANCH, NO_OBJECT } from './ref-advertisement.ts';

/** One reference that is to move. */
export interface RefUpdate {
  readonly ref: string;
  readonly from: ObjectId;
  readonly to: ObjectId;
}

export interface PushRequest {
  readonly updates: readonly RefUpdate[];
  readonly features: ReadonlySet<string>;
}

const MAX_UPDATES = 1000;

/** Names as git-check-ref-format(1) lets them be, and no longer than a path. */
const REF_NAME = /^refs\/(?!.*(?:\.\.|@\{|\/\/|\.lock(?:\/|$)|\/\.))[^\p{Cc} ~^:?*[\\]{1,240}(?<![./])$/u;

/** @throws {MalformedRequest} */
export const pushRequest = (lines: readonly Buffer[]): PushRequest => {
  if (lines.length > MAX_UPDATES) throw new MalformedRequest(`more than ${MAX_UPDATES} references at once`);
  const commands = lines.map((line) => textOfLine(line).split('\0'));
  // A shallow client says where its history ends; what it pushes must be complete all the same.
  const updates = commands.map(([command = '']) => command).filter((command) => !command.startsWith('shallow '));
  const features = new Set(commands.find(([, named]) => named !== undefined)?.[1]?.split(' '));
  return { updates: named(updates.map(updateOf)), features };
};

const named = (updates: readonly RefUpdate[]): readonly RefUpdate[] => {
  if (new Set(updates.map(({ ref }) => ref)).size < updates.length) throw new MalformedRequest('a reference is named twice');
  return updates;
};

const updateOf = (command: string): RefUpdate => {
  const [, from, to, ref = ''] = /^(\S+) (\S+) (.*)$/su.exec(command) ?? [];
  const [old, next] = [ObjectId.safeParse(from), ObjectId.safeParse(to)];
  if (!old.success || !next.success) throw new MalformedRequest('a command must be two object ids and a reference');
  if (!REF_NAME.test(ref)) throw new MalformedRequest(`${JSON.stringify(ref.slice(0, 100))} is no name of a reference`);
  return { from: old.data, to: next.data, ref };
};

/** Why a reference cannot move, before anything of the pack is looked at; undefined when it may. */
export const refusedUpdate = ({ ref, from, to }: RefUpdate, head: ObjectId | null): string | undefined => {
  if (ref !== BRANCH) return 'a wiki has only the branch main';
  if (to === NO_OBJECT) return 'the branch main cannot be deleted';
  return from === (head ?? NO_OBJECT) ? undefined : STALE;
};

/** Somebody else was faster. */
export const STALE = 'fetch first';
