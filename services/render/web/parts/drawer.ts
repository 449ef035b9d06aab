const MENU = '#app:menu';

/** The drawer works by `:target` alone; here it leaves no trace in the history, closes on Escape, and gives the focus back. */
export const drawer = (): void => {
  const menu = document.querySelector<HTMLAnchorElement>('.menu-open');
  const close = document.querySelector<HTMLAnchorElement>('.close');
  if (!menu || !close) return;
  const go = (event: Event, hash: string, focus: HTMLElement): void => {
    event.preventDefault();
    location.replace(hash);
    focus.focus({ preventScroll: true });
  };
  menu.addEventListener('click', (event) => go(event, MENU, close));
  for (const link of document.querySelectorAll('.close, .scrim')) link.addEventListener('click', (event) => go(event, '#app:main', menu));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && location.hash === MENU && !event.defaultPrevented) go(event, '#app:main', menu);
  });
};
