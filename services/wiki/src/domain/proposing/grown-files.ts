/** The files of a proposal after a further change: net, as one change from what stood in the wiki. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ProposedFile } from './proposal.ts';

/** A change of one file as its commit made it. */
export interface AddedChange {
  readonly file: string;
  readonly blob: ObjectId | null;
  readonly size: number;
  readonly from?: string | undefined;
}

/** What stands at a path in the wiki now; null when nothing does. */
export type Standing = (file: string) => Promise<ObjectId | null>;

export const grownFiles = async (
  files: readonly ProposedFile[],
  changes: readonly AddedChange[],
  standing: Standing,
): Promise<readonly ProposedFile[]> => {
  const before = new Map(files.map((one) => [one.file, one]));
  const after = new Map(before);
  for (const change of changes) {
    const { file, blob, size } = change;
    const known = before.get(file);
    const base = known ? known.base : await standing(file);
    const origin = await originOf(change, { before, known, standing });
    after.set(file, { file, base, blob, size, ...(origin.from === file ? {} : origin) });
  }
  return [...after.values()].filter(isEffective);
};

/** What came to nothing is no change, unless it came from elsewhere. */
const isEffective = ({ base, blob, from }: ProposedFile): boolean => blob !== base || from !== undefined;

type Origin = Pick<ProposedFile, 'from' | 'fromBase'>;

interface Looking {
  readonly before: ReadonlyMap<string, ProposedFile>;
  readonly known: ProposedFile | undefined;
  readonly standing: Standing;
}

/** A file that was moved before its next move comes from where it was first; one that only the proposal has comes from nowhere. */
const originOf = async ({ blob, from }: AddedChange, { before, known, standing }: Looking): Promise<Origin> => {
  if (blob === null) return {};
  if (from === undefined) return known ? sameOrigin(known) : {};
  const moved = before.get(from);
  if (!moved) return originAt(from, await standing(from));
  if (moved.from !== undefined) return sameOrigin(moved);
  return originAt(from, moved.base);
};

const originAt = (from: string, base: ObjectId | null): Origin => (base === null ? {} : { from, fromBase: base });

const sameOrigin = ({ from, fromBase }: ProposedFile): Origin => (from === undefined || fromBase === undefined ? {} : { from, fromBase });
