const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const query = (): HTMLInputElement | null => document.querySelector('.search input');

const focusSearch = (event: KeyboardEvent): void => {
  const field = query();
  if (!field) return;
  event.preventDefault();
  if (field.offsetParent === null || getComputedStyle(field).visibility === 'hidden') location.replace('#app:menu');
  field.focus();
  field.select();
};

const follow = (event: KeyboardEvent): void => {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
};

const isChord = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

const isSearchChord = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';

/** `/` and Ctrl-K search, `e` edits, `h` shows the history, `?` lists the keys; never while someone types. */
export const shortcuts = (): void => {
  addEventListener('keydown', (event) => {
    if (isSearchChord(event)) return focusSearch(event);
    if (isChord(event) || isTyping(event.target)) return;
    if (event.key === '?') void import('./keys-overlay.ts').then(({ toggleKeys }) => toggleKeys());
    else if (event.key === '/') focusSearch(event);
    else if (/^[a-z]$/.test(event.key)) follow(event);
  });
};
