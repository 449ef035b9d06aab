import { ask, succeeded } from '../api.ts';
import { base } from '../screen.ts';

/** Says beside the link of the sidebar how many proposals wait: later, or not at all. */
export const inbox = (): void => {
  const mark = document.querySelector<HTMLElement>('[data-inbox]');
  if (!mark) return;
  void ask(`${base()}/api/v1/proposals?limit=1`).then((answer) => {
    const open = succeeded(answer) ? answer.body['open'] : 0;
    if (typeof open !== 'number' || open === 0) return;
    mark.title = (mark.dataset['inbox'] ?? '').replace('{count}', String(open));
    mark.setAttribute('aria-label', mark.title);
    mark.setAttribute('role', 'img');
    mark.textContent = open > 99 ? '99+' : String(open);
  });
};
