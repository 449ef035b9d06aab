import { html, type Markup } from '../../src/domain/templates/html.ts';
import { relativeTimes } from './relative-time.ts';

/** Puts markup of a template into the page: the templates escape whatever comes from outside. */
export const draw = (place: HTMLElement, markup: Markup): void => {
  place.innerHTML = markup.text;
  place.removeAttribute('aria-busy');
  relativeTimes(place);
};

/** Shows a message in a place that was hidden, as text. */
export const tell = (place: HTMLElement, message: string): void => {
  place.textContent = message;
  place.hidden = message === '';
};

/** Says in the place of a list why it is not there. */
export const drawProblem = (place: HTMLElement, problem: string): void => draw(place, html`<p class="problem" role="alert">${problem}</p>`);
