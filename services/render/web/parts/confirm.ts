/** Asks once more, in the place of the button, before something is taken away. */
import { html } from '../../src/domain/templates/html.ts';
import { draw } from './draw.ts';

export interface Asking {
  /** What will happen. */
  readonly ask: string;
  readonly no: string;
  readonly yes: () => Promise<void>;
}

export const confirmInPlace = (button: HTMLElement, { ask, no, yes }: Asking): void => {
  const asked = document.createElement('span');
  asked.className = 'asking';
  asked.setAttribute('role', 'group');
  asked.setAttribute('aria-label', ask);
  draw(
    asked,
    html`<span class="asking-text">${ask}</span
      ><button class="button danger" type="button" data-yes>${button.textContent?.trim() ?? ''}</button
      ><button class="button" type="button" data-no>${no}</button>`,
  );
  const back = (): void => {
    asked.replaceWith(button);
    button.focus();
  };
  asked.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') back();
  });
  asked.querySelector('[data-no]')?.addEventListener('click', back);
  asked.querySelector('[data-yes]')?.addEventListener('click', () => void yes().finally(back));
  button.replaceWith(asked);
  asked.querySelector<HTMLElement>('[data-no]')?.focus();
};
