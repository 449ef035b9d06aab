import { pieces } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { authorTag } from '../author.ts';
import { FILE_DIFF_TEXTS, type FileDiff, fileDiffs } from '../file-diffs.ts';
import { html, type Markup } from '../html.ts';
import { timeTag } from '../time-tag.ts';
import type { Proposal } from './proposal.ts';
import { PROPOSAL_TEXTS, sizeLine, STATUS_TEXTS } from './proposal-list.ts';

export const ONE_PROPOSAL_TEXTS = [
  ...PROPOSAL_TEXTS,
  ...FILE_DIFF_TEXTS,
  ...(['proposalOutdatedHint', 'proposalMessages', 'proposalMerge', 'proposalDecline', 'proposalReason', 'proposalReasonHint'] as const),
  ...(['proposalDeclineIt', 'proposalMerged', 'proposalDeclined', 'proposalFailed', 'proposalPersons', 'proposalSeeChange'] as const),
  ...(['proposalClosedMerged', 'proposalClosedDeclined', 'proposalClosedWithdrawn', 'cancel', 'moreFiles', 'reasonOverlaps'] as const),
  ...(['proposalConflictTitle', 'proposalConflictText', 'proposalTakeWiki', 'proposalTakeProposal', 'proposalTakeOwn'] as const),
  ...(['proposalOwnText', 'proposalMergeSo', 'proposalTheirs', 'proposalTheProposed', 'proposalBothCreated'] as const),
  ...(['proposalDeletedSince', 'proposalNotText', 'reasonEditedSince', 'reasonPlaceTaken', 'saveOffline'] as const),
] as const satisfies readonly TextId[];

export interface ProposalModel {
  readonly proposal: Proposal;
  /** What its further changes say of themselves. */
  readonly messages: readonly string[];
  readonly files: readonly FileDiff[];
  /** Whether this person may write in the wiki. */
  readonly mayDecide: boolean;
  readonly locale: Locale;
}

const CLOSED = {
  merged: 'proposalClosedMerged',
  declined: 'proposalClosedDeclined',
  withdrawn: 'proposalClosedWithdrawn',
} as const;

const closing = ({ proposal: { closing: closed, status }, locale }: ProposalModel, t: Texts): Markup | false => {
  if (!closed || status === 'open') return false;
  const said = pieces(t[CLOSED[status]]).map((piece) =>
    typeof piece === 'string' ? piece : piece.place === 'time' ? timeTag(closed.at, locale) : authorTag(closed.by, t),
  );
  return html`<div class="said" role="note">
    <p>${said}${closed.change !== undefined && html` · <a href="${closed.change}">${t.proposalSeeChange}</a>`}</p>
    ${closed.reason !== undefined && html`<blockquote class="reason">${closed.reason}</blockquote>`}
  </div>`;
};

/** Declining is a form of its own below the buttons: it needs a reason. */
const deciding = ({ proposal, mayDecide }: ProposalModel, t: Texts): Markup | false => {
  if (proposal.status !== 'open') return false;
  if (!mayDecide) return html`<p class="quiet">${t.proposalPersons}</p>`;
  return html`<p class="buttons">
      <button class="button primary" type="button" data-do="merge">${t.proposalMerge}</button
      ><button class="button" type="button" data-do="decline" aria-expanded="false" aria-controls="app:declining">${t.proposalDecline}</button>
    </p>
    <form id="app:declining" class="declining" hidden>
      <div class="field">
        <label for="app:reason">${t.proposalReason}</label
        ><textarea id="app:reason" name="reason" rows="3" maxlength="2000" required aria-describedby="app:reason-hint"></textarea>
        <p class="hint" id="app:reason-hint">${t.proposalReasonHint}</p>
      </div>
      <p class="buttons">
        <button class="button" type="submit">${t.proposalDeclineIt}</button
        ><button class="button" type="button" data-do="cancel">${t.cancel}</button>
      </p>
    </form>
    <p class="problem" id="app:deciding-problem" role="alert" hidden></p>
    <div id="app:conflicts" tabindex="-1"></div>`;
};

const messageList = ({ messages, proposal }: ProposalModel, t: Texts): Markup | false =>
  messages.some((message) => message !== proposal.title) &&
  html`<details class="proposal-messages">
    <summary>${t.proposalMessages} <span class="count">${messages.length}</span></summary>
    <ol>
      ${messages.map((message) => html`<li>${message}</li>`)}
    </ol>
  </details>`;

/** One proposal: who and why, what it changes line by line, and what a person does with it. */
export const proposalView = (model: ProposalModel, t: Texts): Markup => {
  const { proposal, files, locale } = model;
  return html`<div class="change alone">
      <p class="proposal-title">${proposal.title === '' ? t.proposalUntitled : proposal.title}</p>
      <span class="change-pages">${proposal.pages.map(({ title, href }) => html`<a href="${href}">${title}</a>`)}</span>
      <span class="change-line"
        >${authorTag(proposal.agent, t)}${timeTag(proposal.at, locale)}${sizeLine(proposal, t)}<span class="state">${t[STATUS_TEXTS[proposal.status]]}</span></span
      >
    </div>
    ${closing(model, t)}${messageList(model, t)}${proposal.outdated && proposal.status === 'open' && html`<p class="quiet">${t.proposalOutdatedHint}</p>`}
    ${deciding(model, t)} ${fileDiffs(files, t)}`;
};
