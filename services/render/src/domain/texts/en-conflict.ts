/** Words of the screen where two versions of a page are made one. */
export const enConflict = {
  conflictTitle: 'This page changed while you were editing',
  conflictText:
    'Someone saved a newer version that touches the same lines. Whatever does not clash is merged already; decide about the rest. Nothing is lost until you save.',
  conflictAgain: 'The page changed once more. Decisions of yours that still hold: {count}.',
  conflictPlace: 'Place {number} of {count}',
  conflictLine: 'line {line}',
  conflictBase: 'Before both changes',
  conflictNothing: 'nothing',
  conflictTheirs: 'Theirs',
  conflictYours: 'Yours',
  conflictBoth: 'Both',
  conflictEdit: 'Edit',
  conflictTake: 'Take',
  conflictEdited: 'Text of this place',
  conflictAllTheirs: 'All theirs',
  conflictAllYours: 'All yours',
  conflictDecided: '{done} of {count} decided',
  conflictResult: 'Merged page',
  conflictOpen: 'place {number}: not decided yet',
  conflictAsText: 'Go on in the editor',
  conflictBack: 'Decide place by place',
  conflictMarks: 'Some places are not decided yet. Decide them, then save.',
  conflictPlain:
    'Someone saved a newer version that touches the same lines. The text below holds both, with marks where they disagree: keep what is right, delete the lines that begin with <<<<<<<, |||||||, ======= and >>>>>>>, and save.',
  plainEditor: 'Without scripts, write in a plain field',
  plainBase: 'Saving merges with what others changed since {revision}.',
} as const;
