import type { enConflict } from './en-conflict.ts';

/** Worte des Bildschirms, auf dem aus zwei Fassungen einer Seite eine wird. */
export const deConflict: { readonly [id in keyof typeof enConflict]: string } = {
  conflictTitle: 'Diese Seite hat sich geändert, während Sie schrieben',
  conflictText:
    'Jemand hat eine neuere Fassung gespeichert, die dieselben Zeilen betrifft. Was sich nicht widerspricht, ist schon vereint; entscheiden Sie über den Rest. Bis Sie speichern, geht nichts verloren.',
  conflictAgain: 'Die Seite hat sich noch einmal geändert. Entscheidungen, die weiter gelten: {count}.',
  conflictPlace: 'Stelle {number} von {count}',
  conflictLine: 'Zeile {line}',
  conflictBase: 'Vor beiden Änderungen',
  conflictNothing: 'nichts',
  conflictTheirs: 'Andere',
  conflictYours: 'Ich',
  conflictBoth: 'Beide',
  conflictEdit: 'Bearbeiten',
  conflictTake: 'Nehmen',
  conflictEdited: 'Text dieser Stelle',
  conflictAllTheirs: 'Alles von anderen',
  conflictAllYours: 'Alles von mir',
  conflictDecided: '{done} von {count} entschieden',
  conflictResult: 'Vereinte Seite',
  conflictOpen: 'Stelle {number}: noch nicht entschieden',
  conflictAsText: 'Im Editor weiterschreiben',
  conflictBack: 'Stelle für Stelle entscheiden',
  conflictMarks: 'Einige Stellen sind noch nicht entschieden. Entscheiden Sie darüber, dann speichern Sie.',
  conflictPlain:
    'Jemand hat eine neuere Fassung gespeichert, die dieselben Zeilen betrifft. Der Text unten enthält beide, mit Marken, wo sie sich widersprechen: Behalten Sie, was richtig ist, löschen Sie die Zeilen, die mit <<<<<<<, |||||||, ======= und >>>>>>> beginnen, und speichern Sie.',
  plainEditor: 'Ohne Skripte in ein einfaches Feld schreiben',
  plainBase: 'Beim Speichern wird vereint, was andere seit {revision} geändert haben.',
};
