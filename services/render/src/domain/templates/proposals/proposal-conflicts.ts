import { fill } from '../../texts/fill.ts';
import type { Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';

/** A file that the wiki and the proposal have both changed. */
export interface ProposedConflict {
  readonly path: string;
  readonly reason: string;
  /** Absent where the file is no text, or one side has none. */
  readonly texts?: { readonly places: readonly { readonly theirs: string; readonly proposed: string }[]; readonly merged: string };
}

type ReasonId =
  'reasonOverlaps' | 'proposalBothCreated' | 'proposalDeletedSince' | 'reasonEditedSince' | 'reasonPlaceTaken' | 'proposalNotText';

const REASONS: Readonly<Record<string, ReasonId>> = {
  overlaps: 'reasonOverlaps',
  'both-created': 'proposalBothCreated',
  'deleted-since': 'proposalDeletedSince',
  'changed-since': 'reasonEditedSince',
  'place-taken': 'reasonPlaceTaken',
  'not-text': 'proposalNotText',
};

const choice = (
  at: number,
  { value, label, isChosen }: { readonly value: string; readonly label: string; readonly isChosen: boolean },
): Markup =>
  html`<label class="choice-line"
    ><input type="radio" name="take-${at}" value="${value}" ${isChosen && html` checked`} required /><span>${label}</span></label
  >`;

const side = (title: string, text: string): Markup =>
  html`<div class="side">
    <h4>${title}</h4>
    <pre tabindex="0">${text}</pre>
  </div>`;

const conflict = ({ path, reason, texts }: ProposedConflict, at: number, t: Texts): Markup =>
  html`<fieldset class="conflict-file">
    <legend><strong>${path}</strong> <span class="quiet">${t[REASONS[reason] ?? 'reasonOverlaps']}</span></legend>
    ${texts?.places.map(
      ({ theirs, proposed }) => html`<div class="sides">${side(t.proposalTheirs, theirs)}${side(t.proposalTheProposed, proposed)}</div>`,
    )}
    <div class="choice-row">
      ${choice(at, { value: 'wiki', label: t.proposalTakeWiki, isChosen: false })}${choice(at, { value: 'proposal', label: t.proposalTakeProposal, isChosen: false })}${texts && choice(at, { value: 'own', label: t.proposalTakeOwn, isChosen: false })}
    </div>
    ${texts && html`<textarea class="own-text" data-own="${at}" aria-label="${fill(t.proposalOwnText, { path })}" rows="10" spellcheck="false" hidden>${texts.merged}</textarea>`}
  </fieldset>`;

/** Both sides of each file, and what goes on: nothing is chosen beforehand. */
export const conflictForm = (conflicts: readonly ProposedConflict[], t: Texts): Markup =>
  html`<form class="take-back" aria-labelledby="app:conflict-title">
    <h2 id="app:conflict-title">${t.proposalConflictTitle}</h2>
    <p>${t.proposalConflictText}</p>
    ${conflicts.map((one, at) => conflict(one, at, t))}
    <p class="buttons"><button class="button primary" type="submit">${t.proposalMergeSo}</button></p>
  </form>`;
