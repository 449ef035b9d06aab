import type { TextId, Texts } from '../../src/domain/texts/texts.ts';
import type { Hunk } from '../../src/domain/templates/conflict-parts.ts';
import { type Answer, ask, reasonOf, recordOf, recordsOf, textOf } from './api.ts';
import { base, fact, pathHref } from './screen.ts';

/** What a person needs to resolve a conflict. */
export interface Conflict {
  /** With markers around what does not merge; the hunks say where. */
  readonly merged: string;
  readonly hunks: readonly Hunk[];
  /** The revision the resolution is based on. */
  readonly head: string;
}

export interface Saving {
  readonly content: string;
  readonly revision?: string;
  readonly message: string;
}

export type Saved =
  | { readonly kind: 'saved'; readonly isMerged: boolean }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'failed'; readonly reason: TextId | { readonly said: string } };

/** The same wish keeps its key, so that trying again after a lost answer does not save twice. */
let wish = { body: '', key: '' };

const keyFor = (body: string): string => {
  if (wish.body !== body) wish = { body, key: crypto.randomUUID() };
  return wish.key;
};

const hunkOf = ({ base: before, yours, theirs, baseLines, startLine }: Readonly<Record<string, unknown>>): Hunk => ({
  base: textOf(before),
  yours: textOf(yours),
  theirs: textOf(theirs),
  baseLines: Array.isArray(baseLines) ? [Number(baseLines[0]), Number(baseLines[1])] : [1, 0],
  startLine: Number(startLine),
});

const conflictOf = (body: Readonly<Record<string, unknown>>): Conflict | undefined => {
  const { head, merged, hunks } = recordOf(body['conflict']);
  return typeof head === 'string' ? { head, merged: textOf(merged), hunks: recordsOf(hunks).map(hunkOf) } : undefined;
};

const REASONS: Readonly<Record<number, TextId>> = { 401: 'saveSignedOut', 403: 'saveNotAllowed' };

const outcome = (answer: Answer): Saved => {
  if (answer.kind === 'unreachable') return { kind: 'failed', reason: 'saveOffline' };
  const { status, body } = answer;
  if (status === 200 || status === 201) return { kind: 'saved', isMerged: body['outcome'] === 'merged' };
  const conflict = status === 409 ? conflictOf(body) : undefined;
  return conflict ? { kind: 'conflict', conflict } : { kind: 'failed', reason: REASONS[status] ?? { said: reasonOf(answer, '') } };
};

export const savePage = async ({ content, revision, message }: Saving): Promise<Saved> => {
  const body = { content, ...(revision !== undefined && { revision }), ...(message !== '' && { commit_message: message }) };
  const idempotencyKey = keyFor(JSON.stringify(body));
  return outcome(await ask(`${base()}/api/v1/pages/${pathHref(fact('path') ?? '')}`, { method: 'PUT', body, idempotencyKey }));
};

/** A reason as a sentence. */
export const reasonText = (reason: TextId | { readonly said: string }, t: Partial<Texts>): string =>
  typeof reason === 'string' ? (t[reason] ?? reason) : reason.said;
