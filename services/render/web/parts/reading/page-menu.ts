/** The menu of a page: closes as menus do, copies and prints. */
import { spoken } from '../screen.ts';

const SHOWN_FOR = 1_500;

/** The Markdown as it is served to everyone. */
const sourceOf = async (menu: Element): Promise<string> => {
  const href = menu.querySelector<HTMLAnchorElement>('a[href$="/source"]')?.href;
  const response = href === undefined ? undefined : await fetch(href, { credentials: 'same-origin' });
  if (!response?.ok) throw new Error('the text did not come');
  return response.text();
};

const said = (button: HTMLElement): void => {
  const words = button.querySelector('span');
  if (!words) return;
  const before = words.textContent;
  words.textContent = spoken<'copied'>().copied;
  setTimeout(() => (words.textContent = before), SHOWN_FOR);
};

const copy = async (button: HTMLElement, text: Promise<string>): Promise<void> => {
  await navigator.clipboard.writeText(await text);
  said(button);
};

const acts: Readonly<Record<string, (menu: HTMLDetailsElement, button: HTMLElement) => Promise<void>>> = {
  copy: (menu, button) => copy(button, sourceOf(menu)),
  address: (_, button) => copy(button, Promise.resolve(location.href.split('#')[0] ?? '')),
  print: (menu) => {
    menu.open = false;
    print();
    return Promise.resolve();
  },
};

const moved = (menu: HTMLDetailsElement, step: number): void => {
  const items = [...menu.querySelectorAll<HTMLElement>('.menu-list a, .menu-list button')].filter((item) => item.offsetParent !== null);
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length]?.focus();
};

const pressed = (menu: HTMLDetailsElement, event: KeyboardEvent): void => {
  if (!menu.open) return;
  const keys: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => moved(menu, 1),
    ArrowUp: () => moved(menu, -1),
    Escape: () => {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    },
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
};

export const pageMenu = (): void => {
  const menu = document.querySelector<HTMLDetailsElement>('.menu-more');
  if (!menu) return;
  menu.classList.add('has-script');
  menu.addEventListener('keydown', (event) => pressed(menu, event));
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  for (const button of menu.querySelectorAll<HTMLElement>('[data-does]'))
    // Without a clipboard, as over plain HTTP from elsewhere, the source is a link away.
    button.addEventListener('click', () => void acts[button.dataset['does'] ?? '']?.(menu, button).catch(console.error));
};
