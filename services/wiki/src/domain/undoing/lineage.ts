/** What becomes of files over many changes, of which some are to be taken back: each file is followed through its moves. */
import type { FileState, Version, VersionChange } from '../moves.ts';

/** A file with what is to be taken back of it. */
export interface Track {
  /** What was done to it, oldest first; what others did lies between two of them. */
  readonly segments: readonly VersionChange[];
  /** As it stands after all changes. */
  readonly current: Version;
}

export interface Lineage {
  /** Whether something was done to this file that is to be taken back. */
  follows(file: string): boolean;
  /** Changes that are to be taken back. */
  undo(changes: readonly VersionChange[]): void;
  /** Changes that stay. Of files that are not followed they mean nothing. */
  keep(changes: readonly VersionChange[]): void;
  tracks(): readonly Track[];
}

interface OpenTrack {
  segments: VersionChange[];
  current: Version;
  /** Whether others changed the file since the last segment. */
  isOthers: boolean;
}

interface Found {
  readonly change: VersionChange;
  readonly track: OpenTrack | undefined;
}

export const lineage = (): Lineage => {
  const all: OpenTrack[] = [];
  /** By the place where a file stands, or stood last. */
  const places = new Map<string, OpenTrack>();

  const arrived = ({ before, after }: VersionChange, track: OpenTrack | undefined): void => {
    const place = placeOf({ before: after, after: before });
    if (track) {
      track.current = after;
      places.set(place, track);
    }
    // What others move to the place of a file that is gone is another file.
    else if (isMove({ before, after })) places.delete(place);
  };

  /** The files of one commit change at once: each is found where it was before any of them has moved. */
  const together = (changes: readonly VersionChange[], opening: (change: VersionChange) => OpenTrack | undefined): readonly Found[] => {
    const found = changes.map((change) => ({ change, track: returning(change) ?? places.get(placeOf(change)) ?? opening(change) }));
    for (const { change } of found) if (isMove(change)) places.delete(placeOf(change));
    for (const { change, track } of found) arrived(change, track);
    return found;
  };

  /** Of several files that are gone from one place, the one that had this content before. */
  const returning = ({ before, after }: VersionChange): OpenTrack | undefined =>
    before === null && after !== null ? all.find((track) => isGoneFrom(track, after.file) && hadContent(track, after)) : undefined;

  const opened = (current: Version): OpenTrack => {
    const track: OpenTrack = { segments: [], current, isOthers: false };
    all.push(track);
    return track;
  };

  return {
    follows: (file) => places.has(file),
    undo: (changes) => {
      for (const { change, track } of together(changes, ({ before }) => opened(before))) {
        if (!track) continue;
        track.segments = extended(track, change);
        track.isOthers = false;
      }
    },
    keep: (changes) => {
      for (const { track } of together(changes, () => undefined)) if (track) track.isOthers = true;
    },
    tracks: () => all,
  };
};

const lastPlaceOf = ({ segments }: OpenTrack): string | undefined => {
  const last = segments.at(-1);
  return (last?.after ?? last?.before)?.file;
};

const isGoneFrom = (track: OpenTrack, file: string): boolean => track.current === null && lastPlaceOf(track) === file;

const hadContent = ({ segments }: OpenTrack, { blob }: FileState): boolean =>
  segments.some(({ before, after }) => before?.blob === blob || after?.blob === blob);

const isMove = ({ before, after }: VersionChange): boolean => before !== null && after !== null && before.file !== after.file;

const placeOf = ({ before, after }: VersionChange): string => (before ?? after)?.file ?? '';

/** What nobody else came between is one change. */
const extended = ({ segments, isOthers }: OpenTrack, change: VersionChange): VersionChange[] => {
  const last = segments.at(-1);
  return last && !isOthers ? [...segments.slice(0, -1), { before: last.before, after: change.after }] : [...segments, change];
};
