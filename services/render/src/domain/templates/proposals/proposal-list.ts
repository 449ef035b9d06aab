import { fill } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { authorTag } from '../author.ts';
import { lineCounts } from '../file-diffs.ts';
import { html, type Markup } from '../html.ts';
import { timeTag } from '../time-tag.ts';
import { PROPOSAL_STATUSES, type Proposal, type ProposalState } from './proposal.ts';

export const PROPOSAL_TEXTS = [
  ...(['agentFor', 'agent', 'system', 'anonymous', 'loadFailed', 'unreachable', 'signedOut'] as const),
  ...(['proposalsOpen', 'proposalsMerged', 'proposalsDeclined', 'proposalsWithdrawn', 'proposalsNone', 'proposalsNoneHint'] as const),
  ...(['proposalsNoneOther', 'proposalsMore', 'proposalUntitled', 'proposalFilesOne', 'proposalFilesMany', 'proposalOutdated'] as const),
] as const satisfies readonly TextId[];

export const STATUS_TEXTS: Readonly<
  Record<ProposalState, 'proposalsOpen' | 'proposalsMerged' | 'proposalsDeclined' | 'proposalsWithdrawn'>
> = { open: 'proposalsOpen', merged: 'proposalsMerged', declined: 'proposalsDeclined', withdrawn: 'proposalsWithdrawn' };

/** Links, so that a state has an address and the way back works. */
export const proposalTabs = (base: string, { current, t }: { readonly current: ProposalState; readonly t: Texts }): Markup =>
  html`<nav class="tabs-line" aria-label="${t.proposals}">
    ${PROPOSAL_STATUSES.map(
      (status) =>
        html`<a href="${base}/-/proposals${status !== 'open' && html`?status=${status}`}" ${status === current && html` aria-current="page"`}
          >${t[STATUS_TEXTS[status]]}${status === 'open' && html`<span class="tab-count" data-count="open"></span>`}</a
        >`,
    )}
  </nav>`;

export const sizeLine = ({ files, lines, outdated, status }: Proposal, t: Texts): Markup =>
  html`<span>${files === 1 ? t.proposalFilesOne : fill(t.proposalFilesMany, { count: files })}</span> ${lineCounts(lines)}${outdated && status === 'open' && html` <span class="state state-warn">${t.proposalOutdated}</span>`}`;

const row = (proposal: Proposal, { locale, t }: Drawing): Markup =>
  html`<li class="change">
    <a class="change-message" href="${proposal.href}">${proposal.title === '' ? t.proposalUntitled : proposal.title}</a>
    <span class="change-pages">${proposal.pages.map(({ title, href }) => html`<a href="${href}">${title}</a>`)}</span>
    <span class="change-line">${authorTag(proposal.agent, t)}${timeTag(proposal.at, locale)}${sizeLine(proposal, t)}</span>
  </li>`;

interface Drawing {
  readonly locale: Locale;
  readonly t: Texts;
}

export const proposalList = (
  proposals: readonly Proposal[],
  { status, locale, t }: Drawing & { readonly status: ProposalState },
): Markup =>
  proposals.length > 0
    ? html`<ol class="changes">
        ${proposals.map((proposal) => row(proposal, { locale, t }))}
      </ol>`
    : html`<div class="nothing">
        <h2>${status === 'open' ? t.proposalsNone : t.proposalsNoneOther}</h2>
        ${status === 'open' && html`<p>${t.proposalsNoneHint}</p>`}
      </div>`;
