/** A text that a person has chosen to solve a conflict, on the wiki as they saw it. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { mergeText } from '../three-way-merge.ts';
import type { MergedFile, Present } from './merge-file.ts';
import { baseText } from './merge-file.ts';

export interface ChosenText {
  readonly file: string;
  readonly text: string;
  /** What stood there then, under its old name when it moves. */
  readonly base: ObjectId | null;
  readonly from?: string | undefined;
}

/** Whoever solves a conflict is not to overwrite what was changed while they did. */
export const chosenText = async (chosen: ChosenText, present: Present): Promise<MergedFile> => {
  const there = await present.find(chosen.from ?? chosen.file);
  if (chosen.base === (there ? there.blob : null)) return writing(chosen, there?.file, chosen.text);
  const theirs = there ? await present.textOf(there.blob) : '';
  if (theirs === undefined) return { kind: 'conflict', file: chosen.file, reason: 'not-text' };
  const texts = { base: await baseText(chosen.base, present), yours: chosen.text, theirs };
  return there ? merging(chosen, there.file, texts) : { kind: 'conflict', file: chosen.file, reason: 'deleted-since', texts };
};

interface Texts {
  readonly base: string | null;
  readonly yours: string;
  readonly theirs: string;
}

const merging = (chosen: ChosenText, standing: string, texts: Texts): MergedFile => {
  const merge = mergeText(texts.base ?? '', texts.yours, texts.theirs);
  return merge.clean ? writing(chosen, standing, merge.text) : { kind: 'conflict', file: chosen.file, reason: 'overlaps', texts };
};

/** A file keeps the spelling under which it stands, unless it moves. */
const writing = ({ file, from }: ChosenText, standing: string | undefined, text: string): MergedFile =>
  from === undefined ? { kind: 'write', file: standing ?? file, text } : { kind: 'write', file, text, from };
