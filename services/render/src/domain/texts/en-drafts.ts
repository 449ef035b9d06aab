/** Words about text that is not saved yet. */
export const enDrafts = {
  draftSaved: 'Draft saved {time}',
  draftKept: 'Draft kept in this browser',
  draftOffline: 'Offline. Your text is kept in this browser and sent when the server can be reached.',
  draftFound: 'Unsaved draft, written {time}.',
  draftHere: 'Kept in this browser.',
  draftElsewhere: 'Your draft was changed in another window or on another device {time}.',
  draftBased: 'Based on revision {revision}.',
  draftPageChanged: 'The page changed since.',
  draftPageGone: 'The page was deleted since.',
  draftCompare: 'Compare',
  draftShow: 'Show the draft',
  draftUse: 'Continue with it',
  draftDiscard: 'Discard it',
} as const;
