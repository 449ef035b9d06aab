/** A refusal as an agent reads it: what was wrong, and the next step. The beginnings are the ancestor's. */
import type { Refusal, RefusalKind } from '@wikibot/contracts/define/refusal';

const OPENINGS: Partial<Readonly<Record<RefusalKind, string>>> = {
  invalid: 'Invalid request: ',
  conflict: 'Conflict: ',
  unavailable: 'The wiki cannot answer right now: ',
};

/** Beyond it, an agent is shown the places that conflict instead of the whole text. */
const MOST_UNITS = 24_000;

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

const conflictOf = (refusal: Refusal): Conflict | undefined => {
  const conflict = refusal.detail['conflict'] as Partial<Conflict> | undefined; // the wiki's own detail, which travels as JSON
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

/** Enough to solve it in one more call, and said which one. */
const conflictText = (refusal: Refusal, conflict: Conflict): string => {
  const count = conflict.hunks.length;
  const path = String(refusal.detail['path'] ?? '');
  const isShort = conflict.merged.length <= MOST_UNITS;
  return [
    `Conflict: ${refusal.message} Nothing was written: your change and the one made meanwhile touch the same ${count === 1 ? 'place' : `${count} places`}.`,
    `Current revision: ${conflict.head}`,
    isShort ? wholeText(conflict) : conflict.hunks.map(hunkText).join('\n').slice(0, MOST_UNITS),
    isShort
      ? `Solve it in one call: write_note with path "${path}", revision "${conflict.head}" and this text with every marked place decided and no markers left.`
      : `Solve it: edit_note with path "${path}", revision "${conflict.head}", old_string as the place is now and new_string as it should become.`,
  ].join('\n');
};

/** Some owners end their messages with a full stop, some do not. */
const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

const plainText = (refusal: Refusal): string => {
  const current = refusal.detail['current_revision'];
  const revision = refusal.kind === 'conflict' && typeof current === 'string' ? ` Current revision: ${current}.` : '';
  return `${OPENINGS[refusal.kind] ?? ''}${sentence(refusal.message)}${revision} ${stepOf(refusal)}`;
};

/** The owner words its remedies for every surface; an agent is told the tool. */
const STEPS: Readonly<Record<string, string>> = {
  'page.not-found': 'Use write_note to create it, or list_notes to see available pages.',
  'page.revision-required': 'Retry with it if you know what the page says now; otherwise call read_note first.',
  'page.revision-unknown': 'Read the page again to get the current revision, then retry.',
  'page.text-not-found': 'Call read_note and copy the passage exactly, front matter included.',
};

const stepOf = ({ code, remedy }: Refusal): string => STEPS[code] ?? remedy;

export const refusalText = (refusal: Refusal): string => {
  const conflict = conflictOf(refusal);
  return conflict ? conflictText(refusal, conflict) : plainText(refusal);
};

/** Of a long text only what is needed: the caller knows what it sent, and the places name the rest. */
const detailOf = (refusal: Refusal): Refusal['detail'] => {
  const conflict = conflictOf(refusal);
  if (!conflict || conflict.merged.length <= MOST_UNITS) return refusal.detail;
  const { head, merged, hunks } = conflict;
  return { ...refusal.detail, conflict: { head, merged, hunks } };
};

export const refusalContent = (refusal: Refusal): Readonly<Record<string, unknown>> => ({
  ...detailOf(refusal),
  code: refusal.code,
  message: refusal.message,
  remedy: stepOf(refusal),
});
