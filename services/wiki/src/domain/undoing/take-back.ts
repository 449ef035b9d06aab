/** Takes back what was done to one file, latest first, by merging the inverse of each change into what stands now. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { UndoConflict } from '@wikibot/contracts/requests/undo';
import type { TextOf, Version, VersionChange } from '../moves.ts';
import { mergeText } from '../three-way-merge.ts';
import type { Track } from './lineage.ts';

/** A file as it would stand: with bytes that are stored already, or a text that is new. */
export type Outcome = { readonly file: string; readonly blob: ObjectId } | { readonly file: string; readonly text: string } | null;

export type TakenBack =
  | { readonly ok: true; readonly outcome: Outcome }
  | {
      readonly ok: false;
      readonly reason: UndoConflict['reason'];
      /** For whoever solves it; undefined where one of the three is no text. */
      readonly texts?: Texts;
    };

/**
 * First the changes are taken away, the latest first. Where that meets what others did, what others did is put onto the first state instead,
 * the earliest first: so it is seen that something was taken back before.
 */
export const takeBack = async (track: Track, textOf: TextOf): Promise<TakenBack> => {
  const backward = await inTurn(track.segments.toReversed(), track.current, { textOf, whenGone: () => taken(null) });
  if (backward.ok) return backward;
  const forward = await inTurn(othersOf(track).map(inverse), track.segments[0]?.before ?? null, { textOf, whenGone: () => backward });
  return forward.ok ? forward : backward;
};

const taken = (outcome: Outcome): TakenBack => ({ ok: true, outcome });

const inverse = ({ before, after }: VersionChange): VersionChange => ({ before: after, after: before });

/** What others did, between the changes that are to be taken back and after them. */
const othersOf = ({ segments, current }: Track): readonly VersionChange[] =>
  segments.map(({ after }, index) => ({
    before: after,
    after: index + 1 < segments.length ? (segments[index + 1]?.before ?? null) : current,
  }));

interface Manner {
  readonly textOf: TextOf;
  /** What it means that there is no file to take a change from. */
  readonly whenGone: () => TakenBack;
}

const inTurn = async (segments: readonly VersionChange[], start: Outcome, manner: Manner): Promise<TakenBack> => {
  let now = start;
  for (const segment of segments) {
    const outcome: TakenBack = await withoutSegment(segment, now, manner);
    if (!outcome.ok) return outcome;
    now = outcome.outcome;
  }
  return taken(now);
};

const withoutSegment = (segment: VersionChange, now: Outcome, { textOf, whenGone }: Manner): Promise<TakenBack> | TakenBack => {
  const { before, after } = segment;
  if (isSame(now, after)) return taken(before && { ...before, file: placeAfter(segment, now) });
  if (isSame(now, before)) return taken(moved(segment, now));
  if (now === null) return whenGone();
  return before?.blob === after?.blob ? taken(moved(segment, now)) : merged(segment, now, textOf);
};

/** What is the same in content, wherever it stands. */
const isSame = (now: Outcome, version: Version): boolean => {
  if (now === null || version === null) return now === version;
  return 'blob' in now && now.blob === version.blob;
};

/** A move is taken back where nobody has moved the file again. */
const placeAfter = ({ before, after }: VersionChange, now: Outcome): string => {
  const place = !now || now.file === after?.file ? before : now;
  return place?.file ?? '';
};

const moved = (segment: VersionChange, now: Outcome): Outcome => now && { ...now, file: placeAfter(segment, now) };

/** Texts of the three that a conflict is about; none is the empty text. */
interface Texts {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
}

const textsOf = async ({ before, after }: VersionChange, now: NonNullable<Outcome>, textOf: TextOf): Promise<Texts | undefined> => {
  const [base, yours] = await Promise.all([after, before].map((version) => (version ? textOf(version.blob) : '')));
  const theirs = 'text' in now ? now.text : await textOf(now.blob);
  return base === undefined || yours === undefined || theirs === undefined ? undefined : { base, yours, theirs };
};

const merged = async (segment: VersionChange, now: NonNullable<Outcome>, textOf: TextOf): Promise<TakenBack> => {
  const texts = await textsOf(segment, now, textOf);
  if (!texts) return { ok: false, reason: reasonOf(segment) };
  const outcome = mergedOutcome(segment, now, texts);
  return outcome === undefined ? { ok: false, reason: reasonOf(segment), texts } : taken(outcome);
};

/** Undefined when they do not merge. */
const mergedOutcome = (segment: VersionChange, now: NonNullable<Outcome>, { base, yours, theirs }: Texts): Outcome | undefined => {
  if (!segment.before) return theirs === base ? null : undefined;
  if (!segment.after) return theirs === yours ? now : undefined;
  const merge = mergeText(base, yours, theirs);
  return merge.clean ? { file: placeAfter(segment, now), text: merge.text } : undefined;
};

const reasonOf = ({ before, after }: VersionChange): UndoConflict['reason'] => {
  if (!before) return 'edited-since';
  return after ? 'overlaps' : 'created-anew';
};
