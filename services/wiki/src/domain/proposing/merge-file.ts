/** Merges one file of a proposal into the wiki as it stands, three-way, each side being what it was when the proposal first touched it. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ProposalConflict } from '@wikibot/contracts/requests/proposals';
import { mergeText } from '../three-way-merge.ts';
import type { ProposedFile } from './proposal.ts';

interface Standing {
  readonly file: string;
  readonly blob: ObjectId;
}

/** The wiki at its head. */
export interface Present {
  /** What stands at a path under any spelling. */
  readonly find: (file: string) => Promise<Standing | undefined>;
  /** Undefined for bytes that are no text. */
  readonly textOf: (blob: ObjectId) => Promise<string | undefined>;
}

export type MergedFile =
  | { readonly kind: 'same' }
  | { readonly kind: 'delete'; readonly file: string }
  | { readonly kind: 'put'; readonly file: string; readonly blob: ObjectId; readonly from?: string }
  | { readonly kind: 'write'; readonly file: string; readonly text: string; readonly from?: string }
  | Conflicting;

export interface Conflicting {
  readonly kind: 'conflict';
  readonly file: string;
  readonly reason: ProposalConflict['reason'];
  readonly texts?: Texts;
}

/** Texts for whoever solves it; none is empty, but for the base, which is null then. */
interface Texts {
  readonly base: string | null;
  readonly yours: string;
  readonly theirs: string;
}

/** The files that are merged together. */
export interface Together {
  /** The places that files are moved from: what was changed there goes with the move. */
  readonly moved: ReadonlySet<string>;
  /** What goes, perhaps to come again in another spelling. */
  readonly going: ReadonlySet<string>;
}

export const mergeFile = async (proposed: ProposedFile, present: Present, together: Together): Promise<MergedFile> => {
  const { file, base, blob, from } = proposed;
  const there = await standingAt(file, present, together);
  if (blob === null) return gone(proposed, { there, isMoved: together.moved.has(file), present });
  if (there?.blob === blob) return { kind: 'same' };
  if (from !== undefined) return arriving({ ...proposed, blob, from }, there, present);
  return merged({ file: there?.file ?? file, base, blob, theirs: blobOf(there) }, present);
};

const blobOf = (standing: Standing | undefined): ObjectId | null => standing?.blob ?? null;

const standingAt = async (file: string, present: Present, { going }: Together): Promise<Standing | undefined> => {
  const found = await present.find(file);
  return found && found.file !== file && going.has(found.file) ? undefined : found;
};

interface Going {
  readonly there: Standing | undefined;
  readonly isMoved: boolean;
  readonly present: Present;
}

const gone = async ({ file, base }: ProposedFile, { there, isMoved, present }: Going): Promise<MergedFile> => {
  if (!there || there.file !== file) return { kind: 'same' };
  if (isMoved || there.blob === base) return { kind: 'delete', file };
  const theirs = await present.textOf(there.blob);
  const texts = theirs === undefined ? {} : { texts: { base: await baseText(base, present), yours: '', theirs } };
  return { kind: 'conflict', file, reason: 'changed-since', ...texts };
};

type Arriving = ProposedFile & { readonly blob: ObjectId; readonly from: string };

/** Its new place must be as it was; what was changed at the old one meanwhile comes along. */
const arriving = async (proposed: Arriving, there: Standing | undefined, present: Present): Promise<MergedFile> => {
  const { file, blob, base, from, fromBase = null } = proposed;
  if (blobOf(there) !== base) return { kind: 'conflict', file, reason: 'place-taken' };
  const theirs = blobOf(await present.find(from));
  const result = await merged({ file, base: fromBase, blob, theirs }, present);
  if (result.kind === 'same') return { kind: 'put', file, blob: theirs ?? blob, from };
  return result.kind === 'put' || result.kind === 'write' ? { ...result, from } : result;
};

interface Putting {
  readonly file: string;
  readonly base: ObjectId | null;
  readonly blob: ObjectId;
  readonly theirs: ObjectId | null;
}

const merged = async (putting: Putting, present: Present): Promise<MergedFile> => {
  const { file, base, blob, theirs } = putting;
  if (theirs === blob) return { kind: 'same' };
  if (theirs === base) return { kind: 'put', file, blob };
  const texts = await textsOf(putting, present);
  if (!texts) return { kind: 'conflict', file, reason: 'not-text' };
  return theirs === null ? { kind: 'conflict', file, reason: 'deleted-since', texts } : mergedTexts(file, texts);
};

const mergedTexts = (file: string, texts: Texts): MergedFile => {
  const merge = mergeText(texts.base ?? '', texts.yours, texts.theirs);
  if (!merge.clean) return { kind: 'conflict', file, reason: texts.base === null ? 'both-created' : 'overlaps', texts };
  return merge.text === texts.theirs ? { kind: 'same' } : { kind: 'write', file, text: merge.text };
};

const textsOf = async ({ base, blob, theirs }: Putting, present: Present): Promise<Texts | undefined> => {
  const yours = await present.textOf(blob);
  const standing = theirs === null ? '' : await present.textOf(theirs);
  return yours === undefined || standing === undefined ? undefined : { base: await baseText(base, present), yours, theirs: standing };
};

export const baseText = async (base: ObjectId | null, { textOf }: Present): Promise<string | null> =>
  base === null ? null : ((await textOf(base)) ?? null);
