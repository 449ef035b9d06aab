import { openSearch } from './palette/opener.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const follow = (event: KeyboardEvent): void => {
  const found = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.click();
};

const isChord = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

const isSearchChord = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';

const isInDialog = (): boolean => document.querySelector('dialog[open]') !== null;

const isPlain = (event: KeyboardEvent): boolean => !isChord(event) && !isTyping(event.target);

const isForSearch = (event: KeyboardEvent): boolean => isSearchChord(event) || (isPlain(event) && event.key === '/');

const toggleKeys = (): void => void import('./keys-overlay.ts').then((keys) => keys.toggleKeys());

const press = (event: KeyboardEvent, hasSearch: boolean): void => {
  if (hasSearch && isForSearch(event)) openSearch(event);
  else if (isPlain(event) && /^[a-z.]$/.test(event.key)) follow(event);
};

/** `/` and Ctrl-K search, `e` edits, `h` shows the history, `.` what else there is, `?` lists the keys; never while someone types. */
export const shortcuts = (): void => {
  const hasSearch = document.querySelector('.search') !== null;
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    if (isPlain(event) && event.key === '?') toggleKeys();
    else if (!isInDialog()) press(event, hasSearch);
  });
};
