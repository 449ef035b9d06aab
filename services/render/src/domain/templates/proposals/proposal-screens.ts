import { texts } from '../../texts/texts.ts';
import { drawnScreen } from '../drawn-screen.ts';
import { html } from '../html.ts';
import type { WikiScreen } from '../wiki-frame.ts';
import type { ProposalState } from './proposal.ts';
import { PROPOSAL_TEXTS, proposalTabs } from './proposal-list.ts';
import { ONE_PROPOSAL_TEXTS } from './proposal-view.ts';

/** What agents would like to change, the latest first. */
export const proposalsScreen = (model: WikiScreen & { readonly status: ProposalState }): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: t.proposals,
    intro: html`<p class="quiet">${t.proposalsIntro}</p>
      ${proposalTabs(model.wiki.base, { current: model.status, t })}`,
    script: 'proposals',
    spoken: PROPOSAL_TEXTS,
    facts: { status: model.status },
    crumbs: [],
    here: 'proposals',
  });
};

/** One proposal, to be read, merged or declined. */
export const proposalScreen = (model: WikiScreen & { readonly id: string }): string => {
  const t = texts(model.shell.locale);
  return drawnScreen(model, {
    title: t.proposalTitle,
    script: 'proposal',
    spoken: ONE_PROPOSAL_TEXTS,
    facts: { proposal: model.id, write: model.wiki.mayWrite ? 'yes' : undefined },
    crumbs: [{ title: t.proposals, href: `${model.wiki.base}/-/proposals` }],
    here: 'proposals',
  });
};
