/** Merging and declining a proposal, on a person's word. What conflicts is solved in place, and then merged in one go. */
import type { Proposal } from '../../../src/domain/templates/proposals/proposal.ts';
import { conflictForm, type ProposedConflict } from '../../../src/domain/templates/proposals/proposal-conflicts.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { type Answer, ask, statusOf, succeeded, textOf } from '../api.ts';
import { draw, tell } from '../draw.ts';
import { valueOf, whyNot } from '../forms.ts';
import { leaveNotice } from '../notice.ts';
import { base, element } from '../screen.ts';
import { conflictsOf } from './proposal-api.ts';

const button = (place: ParentNode, name: string): HTMLButtonElement | null => place.querySelector(`[data-do="${name}"]`);

class Deciding {
  readonly #proposal: Proposal;
  readonly #t: Texts;
  readonly #place: HTMLElement;
  /** The same wish keeps its key, so that a second press after a lost answer does it once. */
  #key = crypto.randomUUID();

  constructor(place: HTMLElement, proposal: Proposal, t: Texts) {
    this.#place = place;
    this.#proposal = proposal;
    this.#t = t;
    button(place, 'merge')?.addEventListener('click', () => void this.#merge({}));
    this.#offerDeclining();
  }

  #offerDeclining(): void {
    const opener = button(this.#place, 'decline');
    const form = element('declining', HTMLFormElement);
    const show = (isOpen: boolean): void => {
      form.hidden = !isOpen;
      opener?.setAttribute('aria-expanded', String(isOpen));
      (isOpen ? element('reason', HTMLTextAreaElement) : opener)?.focus();
    };
    opener?.addEventListener('click', () => show(Boolean(form.hidden)));
    button(form, 'cancel')?.addEventListener('click', () => show(false));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send('decline', { reason: valueOf(form, 'reason') });
    });
  }

  async #merge(more: object): Promise<void> {
    const answer = await this.#send('merge', more);
    if (answer?.kind !== 'answer' || textOf(answer.body['code']) !== 'proposal.conflict') return;
    this.#key = crypto.randomUUID();
    tell(element('deciding-problem', HTMLElement), '');
    this.#solve(conflictsOf(answer.body['conflicts']), textOf(answer.body['current_revision']));
  }

  /** The answer when it was none that was hoped for. */
  async #send(what: 'merge' | 'decline', body: object): Promise<Answer | undefined> {
    const buttons = this.#place.querySelectorAll<HTMLButtonElement>('button');
    for (const one of buttons) one.disabled = true;
    const answer = await ask(`${base()}/api/v1/proposals/${encodeURIComponent(this.#proposal.id)}/${what}`, {
      method: 'POST',
      body: { revision: this.#proposal.revision, ...body },
      idempotencyKey: this.#key,
    });
    if (succeeded(answer)) {
      leaveNotice(what === 'merge' ? this.#t.proposalMerged : this.#t.proposalDeclined);
      location.assign(`${base()}/-/proposals`);
      return undefined;
    }
    for (const one of buttons) one.disabled = false;
    if ((statusOf(answer) ?? 500) < 500) this.#key = crypto.randomUUID();
    tell(element('deciding-problem', HTMLElement), fill(this.#t.proposalFailed, { reason: whyNot(answer, this.#t) }));
    return answer;
  }

  #solve(conflicts: readonly ProposedConflict[], head: string): void {
    const place = element('conflicts', HTMLElement);
    draw(place, conflictForm(conflicts, this.#t));
    const form = place.querySelector('form');
    form?.addEventListener('change', () => {
      conflicts.forEach((_, at) => {
        const own = form.querySelector<HTMLTextAreaElement>(`[data-own="${at}"]`);
        if (own) own.hidden = valueOf(form, `take-${at}`) !== 'own';
      });
    });
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      const resolutions = conflicts.map(({ path }, at) => {
        const take = valueOf(form, `take-${at}`);
        return take === 'own'
          ? { path, content: form.querySelector<HTMLTextAreaElement>(`[data-own="${at}"]`)?.value ?? '' }
          : { path, take };
      });
      void this.#merge({ resolutions, head });
    });
    place.focus();
  }
}

export const offerDeciding = (place: HTMLElement, proposal: Proposal, t: Texts): void => {
  if (button(place, 'merge')) new Deciding(place, proposal, t);
};
