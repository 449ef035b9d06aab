import { fact } from '../screen.ts';

/** Asked for once the page itself is there and nothing else is to be done. */
export const aroundPage = (): void => {
  const place = document.querySelector<HTMLElement>('[data-around]');
  const path = fact('path');
  if (!place || path === undefined) return;
  const show = (): void => void import('./around.ts').then(({ showAround }) => showAround(place, path)).catch(console.error);
  if ('requestIdleCallback' in window) requestIdleCallback(show, { timeout: 2_000 });
  else setTimeout(show, 200);
};
