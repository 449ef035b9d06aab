import type { Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';

/** A step of a saga, as its progress is told by the API. */
export interface Step {
  readonly name: string;
  readonly title: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  readonly reason?: string;
}

type StepTexts = Pick<Texts, 'stepWaiting' | 'stepRunning' | 'stepDone' | 'stepFailedState'>;

const STATES = { waiting: 'stepWaiting', running: 'stepRunning', done: 'stepDone', failed: 'stepFailedState' } as const;

const sign = (status: Step['status']): Markup => {
  if (status === 'done') return icon('check');
  return status === 'failed' ? icon('warning') : html`<span class="pending"></span>`;
};

export const stepList = (steps: readonly Step[], t: StepTexts): Markup =>
  html`<ol class="steps">
    ${steps.map(
      ({ title, status, reason }) =>
        html`<li class="step step-${status}">
          ${sign(status)}<span>${title}</span
          ><span class="step-state">${t[STATES[status]]}</span>${reason !== undefined && html`<span class="step-reason">${reason}</span>`}
        </li>`,
    )}
  </ol>`;
