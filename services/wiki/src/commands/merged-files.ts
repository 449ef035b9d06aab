/** What the chosen files of a proposal come to on the wiki as it stands, with the choices that a person has made. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { ProposalConflict, Resolution } from '@wikibot/contracts/requests/proposals';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { blobText } from '../domain/blob-text.ts';
import { textProblem } from '../domain/page-text.ts';
import { fileNamed, placesLeft } from '../domain/proposing/chosen-files.ts';
import { chosenText } from '../domain/proposing/chosen-text.ts';
import type { Conflicting, MergedFile, Present, Together } from '../domain/proposing/merge-file.ts';
import { mergeFile } from '../domain/proposing/merge-file.ts';
import type { ProposedFile } from '../domain/proposing/proposal.ts';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import { conflictOf } from '../domain/revise.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { Ground } from '../ports.ts';
import type { Repository } from '../ports/repository.ts';

export interface Merging {
  readonly files: readonly ProposedFile[];
  readonly resolutions: readonly Resolution[];
  /** The head that the resolutions were made on. */
  readonly seen: ObjectId | undefined;
  readonly ground: Ground;
  readonly repository: Repository;
}

export interface MergedFiles {
  readonly ok: true;
  readonly merged: readonly Exclude<MergedFile, Conflicting | { readonly kind: 'same' }>[];
  /** Files that are to stay as they are in the wiki. */
  readonly left: readonly string[];
}

export const mergedFiles = async (merging: Merging): Promise<MergedFiles | Refused> => {
  const solved = solutionsOf(merging);
  if (!solved.ok) return solved;
  const { merged, left, conflicts } = await allMerged(merging, solved.solutions);
  if (conflicts.length > 0) return conflicting(conflicts, merging.ground.wiki.head ?? '');
  const unfit = merged.map((one) => (one.kind === 'write' ? textProblem(shownPath(one.file), one.text) : undefined)).find(Boolean);
  return unfit ?? { ok: true, merged, left };
};

type Solutions = ReadonlyMap<ProposedFile, Resolution>;

const solutionsOf = ({ files, resolutions }: Merging): { readonly ok: true; readonly solutions: Solutions } | Refused => {
  const solutions = new Map<ProposedFile, Resolution>();
  for (const resolution of resolutions) {
    const file = fileNamed(files, resolution.path);
    if (!file) return proposalRefusals['proposal.no-such-page']({ path: resolution.path });
    solutions.set(file, resolution);
  }
  return { ok: true, solutions };
};

const allMerged = async (merging: Merging, solutions: Solutions) => {
  const { files, ground, repository } = merging;
  const kept = files.filter((file) => solutions.get(file)?.take === 'wiki');
  const stays = new Set(kept.flatMap(({ file, from }) => [file, from]));
  const taken = files.filter(({ file }) => !stays.has(file));
  const going = new Set(taken.flatMap(({ file, blob }) => (blob === null ? [file] : [])));
  const together = { moved: placesLeft(taken), going };
  const present = presentOf(ground, repository);
  const merged: MergedFiles['merged'][number][] = [];
  const conflicts: Conflicting[] = [];
  for (const file of taken) {
    const one = await mergedFile({ file, solution: solutions.get(file), merging, present, together });
    if (one.kind === 'conflict') conflicts.push(one);
    else if (one.kind !== 'same') merged.push(one);
  }
  return { merged, conflicts, left: kept.map(({ file }) => shownPath(file)) };
};

const presentOf = (ground: Ground, repository: Repository): Present => ({
  find: async (file) => {
    const found = await ground.find(file);
    return found && { file: found.file, blob: found.oid };
  },
  textOf: blobText(repository),
});

interface One {
  readonly file: ProposedFile;
  readonly solution: Resolution | undefined;
  readonly merging: Merging;
  readonly present: Present;
  readonly together: Together;
}

/** A choice was made on what stood at the head that its maker saw; what came later is merged as ever. */
const mergedFile = async ({ file, solution, merging, present, together }: One): Promise<MergedFile> => {
  if (!solution) return mergeFile(file, present, together);
  const seenAt = async (path: string): Promise<ObjectId | null> =>
    merging.seen ? ((await merging.ground.at(merging.seen, path))?.oid ?? null) : null;
  const { content: text } = solution;
  const place = (await present.find(file.file))?.file ?? file.file;
  const base = await seenAt(file.from ?? place);
  if (text !== undefined) return chosenText({ file: file.file, text, base, from: file.from }, present);
  const before = await seenAt(place);
  return mergeFile(file.from === undefined ? { ...file, base: before } : fromSeen(file, { before, base }), present, together);
};

const fromSeen = (
  file: ProposedFile,
  { before, base }: { readonly before: ObjectId | null; readonly base: ObjectId | null },
): ProposedFile => {
  const { fromBase: _, ...plain } = file;
  return { ...plain, base: before, ...(base === null ? {} : { fromBase: base }) };
};

const MOST_CONFLICTS = 200;
/** UTF-16 units of texts in all conflicts of one answer; each stands in it about twice. */
const MOST_UNITS = 512 * 1024;

const conflicting = (all: readonly Conflicting[], head: string): Refused => {
  let units = 0;
  const conflicts = all.slice(0, MOST_CONFLICTS).map(({ file, reason, texts }): ProposalConflict => {
    units += texts ? (texts.base ?? '').length + texts.yours.length + texts.theirs.length : 0;
    const isTold = texts !== undefined && isMarkdownFile(file) && units <= MOST_UNITS;
    return { path: shownPath(file), reason, ...(isTold ? { conflict: conflictOf({ head, ...texts }) } : {}) };
  });
  return proposalRefusals['proposal.conflict']({ conflicts, more: all.length - conflicts.length, current_revision: head });
};
