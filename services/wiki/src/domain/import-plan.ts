/** Decides for each file of an import whether it is kept, kept under another name, or refused; never silently. */
import { present } from '@wikibot/contracts/define/present';
import { keepableFilePath } from '@wikibot/platform/page/page-path';
import type { FileChange } from './file-changes.ts';
import { addressLengthProblem, readdressed, sizeProblem } from './file-rules.ts';
import { placesTaken, SAME_NAME, type Taken } from './places-taken.ts';

export interface WantedFile {
  readonly file: string;
  readonly content: Uint8Array;
}

/** What stands in the wiki already. */
export interface Standing {
  readonly overwrite: boolean;
  /** The spelling under which a file stands. */
  readonly spelling: (file: string) => Promise<string | undefined>;
  readonly find: (file: string) => Promise<{ readonly content: Uint8Array } | undefined>;
}

export interface ImportPlan {
  readonly changes: readonly FileChange[];
  readonly unchanged: number;
  readonly renamed: readonly { readonly file: string; readonly as: string; readonly reason: string }[];
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
}

type Fate =
  | { readonly kind: 'keep'; readonly as: string; readonly reason?: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refuse'; readonly reason: string };

export const importPlan = async (files: readonly WantedFile[], standing: Standing): Promise<ImportPlan> => {
  const changes = new Map<string, FileChange>();
  const taken = placesTaken();
  const renamed: { file: string; as: string; reason: string }[] = [];
  const refused: { file: string; reason: string }[] = [];
  let unchanged = 0;
  for (const wanted of files) {
    const fate = await fateOf(wanted, standing, taken);
    if (fate.kind === 'unchanged') unchanged += 1;
    if (fate.kind === 'refuse') refused.push({ file: wanted.file, reason: fate.reason });
    if (fate.kind !== 'keep') continue;
    if (fate.reason !== undefined) renamed.push({ file: wanted.file, as: fate.as, reason: fate.reason });
    taken.take(fate.as);
    changes.set(fate.as, { path: fate.as, content: wanted.content });
  }
  return { changes: [...changes.values()], unchanged, renamed, refused };
};

const fateOf = async (wanted: WantedFile, standing: Standing, taken: Taken): Promise<Fate> => {
  const keepable = keepableFilePath(wanted.file);
  if (!keepable.ok) return { kind: 'refuse', reason: keepable.message };
  const outside = sizeProblem(wanted.file, wanted.content.length) ?? addressLengthProblem(wanted.file);
  if (outside) return { kind: 'refuse', reason: outside };
  const addressable = readdressed(keepable.file);
  const exact = await standing.spelling(addressable.as);
  if (exact === addressable.as && !taken.has(exact)) return overStanding({ ...addressable, content: wanted.content }, standing);
  return distinct({ ...addressable, content: wanted.content }, standing, taken);
};

/** The very name is there already: the same content is no change, another needs the word to overwrite. */
const overStanding = async (
  { as, reason, content }: { as: string; reason?: string; content: Uint8Array },
  standing: Standing,
): Promise<Fate> => {
  const found = await standing.find(as);
  if (found && Buffer.compare(found.content, content) === 0) return { kind: 'unchanged' };
  if (!standing.overwrite)
    return { kind: 'refuse', reason: 'The wiki has another file of this name; import with overwrite to replace it.' };
  return { kind: 'keep', as, ...present({ reason }) };
};

/**
 * Names that differ only in case, or in spaces and underscores, would be one page: later ones get a number. The same import once more finds
 * them under it.
 */
const distinct = async (
  { content, ...wanted }: { as: string; reason?: string; content: Uint8Array },
  standing: Standing,
  taken: Taken,
): Promise<Fate> => {
  const { stem, ending } = partsOf(wanted.as);
  for (let number = 1; number <= 99; number += 1) {
    const as = number === 1 ? wanted.as : `${stem}-${number}${ending}`;
    const isFree = !taken.has(as) && (await standing.spelling(as)) === undefined;
    if (isFree) return number === 1 ? { kind: 'keep', ...wanted } : { kind: 'keep', reason: SAME_NAME, ...wanted, as };
    if (number > 1 && (await holds(standing, as, content))) return { kind: 'unchanged' };
  }
  return { kind: 'refuse', reason: SAME_NAME };
};

const holds = async (standing: Standing, file: string, content: Uint8Array): Promise<boolean> => {
  const found = await standing.find(file);
  return found !== undefined && Buffer.compare(found.content, content) === 0;
};

/** `docs/read.me` is `docs/read` and `.me`. */
const partsOf = (file: string): { stem: string; ending: string } => {
  const [, stem = file, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(file) ?? [];
  return { stem, ending };
};
