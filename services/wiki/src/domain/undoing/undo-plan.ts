/** What taking back comes to, file by file: what can be written, and what is left as it is with the reason. */
import type { UndoConflict } from '@wikibot/contracts/requests/undo';
import { fileKey } from '../file-key.ts';
import type { TextOf, Version } from '../moves.ts';
import { textProblem } from '../page-text.ts';
import { shownPath } from '../shown-path.ts';
import type { Track } from './lineage.ts';
import type { Outcome, TakenBack } from './take-back.ts';
import { takeBack } from './take-back.ts';

/** A file that changes. */
export interface UndoneFile {
  readonly current: Version;
  readonly outcome: Outcome;
}

export interface LeftFile {
  /** As it is called now, or was last. */
  readonly file: string;
  readonly reason: UndoConflict['reason'];
  readonly texts?: { readonly base: string; readonly yours: string; readonly theirs: string };
}

export interface UndoPlan {
  readonly undone: readonly UndoneFile[];
  readonly left: readonly LeftFile[];
}

interface Standing {
  readonly textOf: TextOf;
  /** The file that stands at a place under any spelling. */
  readonly standingAt: (file: string) => Promise<string | undefined>;
}

export const undoPlan = async (tracks: readonly Track[], standing: Standing): Promise<UndoPlan> => {
  const undone: UndoneFile[] = [];
  const left: LeftFile[] = [];
  for (const track of tracks) {
    const { current } = track;
    const taken = await takeBack(track, standing.textOf);
    if (!taken.ok) left.push(leftFile(track, taken));
    else if (isTooLarge(taken.outcome)) left.push({ file: placeOf(track), reason: 'too-large' });
    else if (!(await isUnchanged(current, taken.outcome, standing.textOf))) undone.push({ current, outcome: taken.outcome });
  }
  return placed({ undone, left }, standing);
};

const leftFile = (track: Track, { reason, texts }: Extract<TakenBack, { ok: false }>): LeftFile => ({
  file: placeOf(track),
  reason,
  ...(texts ? { texts } : {}),
});

const placeOf = ({ current, segments }: Track): string => {
  const last = segments.at(-1);
  return (current ?? last?.after ?? last?.before)?.file ?? '';
};

const isTooLarge = (outcome: Outcome): boolean =>
  outcome !== null && 'text' in outcome && textProblem(shownPath(outcome.file), outcome.text) !== undefined;

const isUnchanged = async (current: Version, outcome: Outcome, textOf: TextOf): Promise<boolean> => {
  if (current === null || outcome === null) return current === outcome;
  if (current.file !== outcome.file) return false;
  return 'blob' in outcome ? outcome.blob === current.blob : outcome.text === (await textOf(current.blob));
};

/** A file can come back to a place only when nothing stands there, or what stands there goes; each one that stays may keep another away. */
const placed = async (plan: UndoPlan, standing: Standing): Promise<UndoPlan> => {
  const leaving = new Set(plan.undone.filter(goes).map(({ current }) => current?.file));
  const taken = new Set<string>();
  const kept: UndoneFile[] = [];
  const away: LeftFile[] = [];
  for (const one of plan.undone) {
    const key = keyOf(one);
    const isFree = !taken.has(key) && (await isOpen(one, leaving, standing));
    taken.add(key);
    if (isFree) kept.push(one);
    else away.push({ file: fileOf(one), reason: 'place-taken' });
  }
  const next = { undone: kept, left: [...plan.left, ...away] };
  return away.length === 0 ? next : placed(next, standing);
};

const fileOf = ({ current, outcome }: UndoneFile): string => (current ?? outcome)?.file ?? '';

/** The place that a file takes; one that goes takes none, whatever it is called. */
const keyOf = (one: UndoneFile): string => (one.outcome ? fileKey(one.outcome.file) : `gone ${fileOf(one)}`);

const goes = ({ current, outcome }: UndoneFile): boolean => current?.file !== outcome?.file;

const isOpen = async (one: UndoneFile, leaving: ReadonlySet<string | undefined>, { standingAt }: Standing): Promise<boolean> => {
  const { current, outcome } = one;
  if (!outcome || !goes(one)) return true;
  for (const folder of foldersOf(outcome.file)) if (await standingAt(folder)) return false;
  const there = await standingAt(outcome.file);
  return there === undefined || there === current?.file || leaving.has(there);
};

const foldersOf = (file: string): readonly string[] => {
  const segments = file.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
};
