/**
 * Runs before the first paint, as a plain script without imports: the remembered theme is on the page before anything
 * is drawn. The cookie tells the server, which then sends the right theme even before this runs.
 */
type Choice = 'light' | 'dark' | 'system';

const KEY = 'theme';
/** Read by the server for `data-theme`. */
const COOKIE = 'wikibot_theme';
const root = document.documentElement;

const isChoice = (value: string | null | undefined): value is Choice => value === 'light' || value === 'dark' || value === 'system';

const remembered = (): Choice => {
  try {
    const value = localStorage.getItem(KEY);
    if (isChoice(value)) return value;
  } catch {
    // Storage may be forbidden; then the server's word counts.
  }
  return isChoice(root.dataset['theme']) ? root.dataset['theme'] : 'system';
};

const show = (choice: Choice): void => {
  if (choice === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
  for (const button of document.querySelectorAll<HTMLElement>('[data-theme-choice]')) {
    button.setAttribute('aria-pressed', String(button.dataset['themeChoice'] === choice));
  }
};

const remember = (choice: Choice): void => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${COOKIE}=${choice}; path=/; max-age=${choice === 'system' ? 0 : 31_536_000}; samesite=lax${secure}`;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // The cookie remembers it, too.
  }
};

root.classList.add('js');
show(remembered());

document.addEventListener('DOMContentLoaded', () => show(remembered()));
document.addEventListener('click', ({ target }) => {
  const choice = target instanceof Element ? target.closest<HTMLElement>('[data-theme-choice]')?.dataset['themeChoice'] : undefined;
  if (!isChoice(choice)) return;
  remember(choice);
  show(choice);
});
