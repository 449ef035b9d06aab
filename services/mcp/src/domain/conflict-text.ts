/** A conflict as an agent reads it: both texts where they differ, and the one call that solves it. */
import type { Refusal } from '@wikibot/contracts/define/refusal';

/** Beyond it, an agent is shown the places that conflict instead of the whole text. */
const MOST_UNITS = 24_000;

/** Some owners end their messages with a full stop, some do not. */
export const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

interface Hunk {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
}

interface Conflict {
  readonly head: string;
  readonly merged: string;
  readonly hunks: readonly Hunk[];
}

/** A text of one section conflicts under a name of its own, since the whole page is not to be saved from it. */
const conflictOf = ({ detail }: Refusal): Conflict | undefined => {
  const conflict = (detail['conflict'] ?? detail['section_conflict']) as Partial<Conflict> | undefined; // the wiki's own detail, which travels as JSON
  return typeof conflict?.merged === 'string' && Array.isArray(conflict.hunks) && typeof conflict.head === 'string'
    ? (conflict as Conflict)
    : undefined;
};

const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
};

const hunkText = ({ yours, theirs }: Hunk, index: number): string =>
  [`Place ${index + 1}, as it is now:`, fenced(theirs), 'as you want it:', fenced(yours)].join('\n');

const wholeText = ({ merged }: Conflict): string => ['The text with both versions at each of these places:', fenced(merged)].join('\n');

interface Solution {
  /** The call that saves a decided text; the whole of it, or place by place. */
  readonly whole: string;
  readonly places: string;
}

const field = (refusal: Refusal, name: string): string => String(refusal.detail[name] ?? '');

const solutionOf = (refusal: Refusal, { head }: Conflict): Solution => {
  const call = `path "${field(refusal, 'path')}", revision "${head}"`;
  const places = `edit_note with ${call}, old_string as the place is now and new_string as it should become`;
  if (refusal.code !== 'section.changed')
    return { whole: `write_note with ${call} and this text with every marked place decided and no markers left`, places };
  const section = `section "${field(refusal, 'section')}", section_hash "${field(refusal, 'section_hash')}"`;
  return {
    whole: `edit_note with ${call}, ${section} and new_string this text with every marked place decided and no markers left`,
    places,
  };
};

/** Of a longer text, a single place is shown alone: one call exchanges it. */
const LONG_UNITS = 4_000;

const isByPlaces = ({ merged, hunks }: Conflict): boolean => {
  const [only] = hunks;
  const isOnePlace = hunks.length === 1 && only !== undefined && only.theirs.trim() !== '';
  return merged.length > MOST_UNITS || (merged.length > LONG_UNITS && isOnePlace);
};

/** Enough to solve it in one more call, and said which one. */
const conflictText = (refusal: Refusal, conflict: Conflict): string => {
  const count = conflict.hunks.length;
  const byPlaces = isByPlaces(conflict);
  const { whole, places } = solutionOf(refusal, conflict);
  return [
    `Conflict: ${sentence(refusal.message)} Nothing was written: your change and the one made meanwhile touch the same ${count === 1 ? 'place' : `${count} places`}.`,
    `Current revision: ${conflict.head}`,
    byPlaces ? conflict.hunks.map(hunkText).join('\n').slice(0, MOST_UNITS) : wholeText(conflict),
    byPlaces ? `Solve it: ${places}.` : `Solve it in one call: ${whole}.`,
  ].join('\n');
};

/** What was to go says something else by now; nothing is to be merged. */
const changedText = (refusal: Refusal, { head }: Conflict): string =>
  `Conflict: ${sentence(refusal.message)} Nothing was deleted. Call read_note for what it says now; if it should still go, call delete_note with path "${field(refusal, 'path')}" and revision "${head}".`;

interface UndoConflict {
  readonly path: string;
  readonly reason: string;
  readonly conflict?: Conflict;
}

const undoConflictsOf = ({ code, detail }: Refusal): readonly UndoConflict[] | undefined =>
  code === 'undo.conflict' ? (detail['conflicts'] as readonly UndoConflict[]) : undefined; // the wiki's own detail

const undoConflictText = ({ path, reason, conflict }: UndoConflict): string => {
  if (!conflict || conflict.merged.length > MOST_UNITS / 4) return `- ${path}: ${reason}`;
  return `- ${path}: ${reason}. The text with both versions:\n${fenced(conflict.merged)}\n  To solve it: write_note with path "${path}", revision "${conflict.head}" and the decided text.`;
};

const undoText = (refusal: Refusal, conflicts: readonly UndoConflict[]): string =>
  [
    `Conflict: ${sentence(refusal.message)} Nothing was taken back.`,
    ...conflicts.slice(0, 20).map(undoConflictText),
    Number(refusal.detail['undoable'] ?? 0) > 0
      ? 'Call undo_session with skip_conflicts=true to take back all the rest, and change these pages by hand.'
      : 'Nothing else is left to take back: change these pages by hand.',
  ]
    .join('\n')
    .slice(0, MOST_UNITS);

/** Undefined when the refusal holds no texts to choose between. */
export const conflictTextOf = (refusal: Refusal): string | undefined => {
  const undo = undoConflictsOf(refusal);
  if (undo) return undoText(refusal, undo);
  const conflict = conflictOf(refusal);
  if (!conflict || refusal.detail['section_hash'] === null) return undefined;
  return refusal.code === 'page.changed' ? changedText(refusal, conflict) : conflictText(refusal, conflict);
};

/** Of a long text only what is needed: the caller knows what it sent, and the places name the rest. */
export const detailOf = (refusal: Refusal): Refusal['detail'] => {
  const conflict = conflictOf(refusal);
  if (!conflict || conflict.merged.length <= MOST_UNITS) return refusal.detail;
  const { head, merged, hunks } = conflict;
  const name = refusal.detail['conflict'] === undefined ? 'section_conflict' : 'conflict';
  return { ...refusal.detail, [name]: { head, merged, hunks } };
};
