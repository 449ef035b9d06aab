/** Decides for each file of an import whether it is kept, kept under another name, or refused; never silently. */
import { present } from '@wikibot/contracts/define/present';
import type { OnConflict } from '@wikibot/contracts/requests/imports';
import { keepableFilePath } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../file-changes.ts';
import { addressLengthProblem, readdressed, sizeProblem } from '../file-rules.ts';
import { placesTaken, SAME_NAME, type Taken } from '../places-taken.ts';
import { numbered } from './numbered.ts';

export interface WantedFile {
  /** The name it had, under which whoever brings it finds it again. */
  readonly file: string;
  /** The name that it is to have; the same unless told, with the reason. */
  readonly as?: string;
  readonly reason?: string;
  readonly content: Uint8Array;
}

/** What stands in the wiki already. */
export interface Standing {
  readonly onConflict: OnConflict;
  readonly mayWrite: (file: string) => boolean;
  /** The spelling under which a file stands. */
  readonly spelling: (file: string) => Promise<string | undefined>;
  readonly find: (file: string) => Promise<{ readonly content: Uint8Array } | undefined>;
}

export interface ImportPlan {
  readonly changes: readonly FileChange[];
  readonly unchanged: number;
  readonly renamed: readonly { readonly file: string; readonly as: string; readonly reason: string }[];
  readonly refused: readonly NotKept[];
  readonly skipped: readonly NotKept[];
}

interface NotKept {
  readonly file: string;
  readonly reason: string;
}

type Fate =
  | { readonly kind: 'keep'; readonly as: string; readonly reason?: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refuse' | 'skip'; readonly reason: string };

export const importPlan = async (files: readonly WantedFile[], standing: Standing): Promise<ImportPlan> => {
  const changes = new Map<string, FileChange>();
  const taken = placesTaken();
  const renamed: { file: string; as: string; reason: string }[] = [];
  const notKept: { refuse: NotKept[]; skip: NotKept[] } = { refuse: [], skip: [] };
  let unchanged = 0;
  for (const wanted of files) {
    const fate = await fateOf(wanted, standing, taken);
    if (fate.kind === 'unchanged') unchanged += 1;
    if (fate.kind === 'refuse' || fate.kind === 'skip') notKept[fate.kind].push({ file: wanted.file, reason: fate.reason });
    if (fate.kind !== 'keep') continue;
    if (fate.reason !== undefined) renamed.push({ file: wanted.file, as: fate.as, reason: fate.reason });
    taken.take(fate.as);
    changes.set(fate.as, { path: fate.as, content: wanted.content });
  }
  return { changes: [...changes.values()], unchanged, renamed, refused: notKept.refuse, skipped: notKept.skip };
};

const refuse = (reason: string): Fate => ({ kind: 'refuse', reason });

const fateOf = async ({ file, as = file, reason, content }: WantedFile, standing: Standing, taken: Taken): Promise<Fate> => {
  const keepable = keepableFilePath(as);
  if (!keepable.ok) return refuse(keepable.message);
  const outside = sizeProblem(as, content.length) ?? addressLengthProblem(as);
  if (outside) return refuse(outside);
  const addressable = readdressed(keepable.file);
  const arriving = { content, as: addressable.as, ...present({ reason: joined(reason, addressable.reason) }) };
  if (!standing.mayWrite(arriving.as)) return refuse('You may not write here.');
  const exact = await standing.spelling(arriving.as);
  return exact === arriving.as && !taken.has(exact) ? overStanding(arriving, standing, taken) : distinct(arriving, standing, taken);
};

const joined = (...reasons: readonly (string | undefined)[]): string | undefined => {
  const told = reasons.filter((reason) => reason !== undefined);
  return told.length === 0 ? undefined : told.join(' ');
};

interface Arriving {
  readonly as: string;
  readonly reason?: string;
  readonly content: Uint8Array;
}

const TAKEN = 'The wiki has another file of this name';

/** The very name is there already: the same content is no change, another needs a word. */
const overStanding = async (arriving: Arriving, standing: Standing, taken: Taken): Promise<Fate> => {
  const { as, reason, content } = arriving;
  if (await holds(standing, as, content)) return { kind: 'unchanged' };
  switch (standing.onConflict) {
    case 'replace':
      return { kind: 'keep', as, ...present({ reason }) };
    case 'rename':
      return distinct(arriving, standing, taken);
    case 'skip':
      return { kind: 'skip', reason: `${TAKEN}, which stays as it is.` };
    case 'refuse':
      return refuse(`${TAKEN}; import with overwrite to replace it.`);
  }
};

/**
 * Names that differ only in case, or in spaces and underscores, would be one page: later ones get a number. The same import once more finds
 * them under it.
 */
const distinct = async ({ as: wanted, reason, content }: Arriving, standing: Standing, taken: Taken): Promise<Fate> => {
  for (const as of numbered(wanted)) {
    const isFree = !taken.has(as) && (await standing.spelling(as)) === undefined;
    const told = as === wanted ? reason : joined(reason, SAME_NAME);
    if (isFree) return { kind: 'keep', as, ...present({ reason: told }) };
    if (as !== wanted && (await holds(standing, as, content))) return { kind: 'unchanged' };
  }
  return refuse(SAME_NAME);
};

const holds = async (standing: Standing, file: string, content: Uint8Array): Promise<boolean> => {
  const found = await standing.find(file);
  return found !== undefined && Buffer.compare(found.content, content) === 0;
};
