import type { Proposal } from '../src/domain/templates/proposals/proposal.ts';
import { PROPOSAL_STATUSES } from '../src/domain/templates/proposals/proposal.ts';
import { proposalList } from '../src/domain/templates/proposals/proposal-list.ts';
import { html } from '../src/domain/templates/html.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { draw, drawProblem } from './parts/draw.ts';
import { whyNot } from './parts/forms.ts';
import { proposalOf } from './parts/proposals/proposal-api.ts';
import { base, element, fact, locale, spoken } from './parts/screen.ts';

const t = spoken() as Texts;
const place = element('drawn', HTMLElement);
const status = PROPOSAL_STATUSES.find((one) => one === fact('status')) ?? 'open';

const show = async (before: readonly Proposal[], cursor?: string): Promise<void> => {
  const query = new URLSearchParams({ status, limit: '30', ...(cursor !== undefined && { cursor }) });
  const answer = await ask(`${base()}/api/v1/proposals?${query.toString()}`);
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  const proposals = [...before, ...recordsOf(answer.body['proposals']).map(proposalOf)];
  const next = textOf(answer.body['next']);
  draw(
    place,
    html`${proposalList(proposals, { status, locale: locale(), t })}${next !== '' && html`<p><button class="button" type="button" data-do="older">${t.proposalsMore}</button></p>`}`,
  );
  const open = answer.body['open'];
  const count = document.querySelector('[data-count="open"]');
  if (count && typeof open === 'number') count.textContent = String(open);
  place.querySelector('[data-do="older"]')?.addEventListener('click', () => void show(proposals, next));
};

await show([]);
