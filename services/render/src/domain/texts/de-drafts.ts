import type { enDrafts } from './en-drafts.ts';

/** Worte über Text, der noch nicht gespeichert ist. */
export const deDrafts: { readonly [id in keyof typeof enDrafts]: string } = {
  draftSaved: 'Entwurf gesichert {time}',
  draftKept: 'Entwurf in diesem Browser aufbewahrt',
  draftOffline: 'Offline. Ihr Text bleibt in diesem Browser und wird gesendet, sobald der Server wieder erreichbar ist.',
  draftFound: 'Ungespeicherter Entwurf, geschrieben {time}.',
  draftHere: 'In diesem Browser aufbewahrt.',
  draftElsewhere: 'Ihr Entwurf wurde {time} in einem anderen Fenster oder auf einem anderen Gerät geändert.',
  draftBased: 'Beruht auf Revision {revision}.',
  draftPageChanged: 'Die Seite hat sich seither geändert.',
  draftPageGone: 'Die Seite wurde seither gelöscht.',
  draftCompare: 'Vergleichen',
  draftShow: 'Entwurf zeigen',
  draftUse: 'Damit weiterschreiben',
  draftDiscard: 'Verwerfen',
};
