import { base } from './screen.ts';

const keyOf = (): string => `tree:${base()}`;

const stored = (): Readonly<Record<string, boolean>> => {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf()) ?? '{}') as Readonly<Record<string, boolean>>;
  } catch {
    return {};
  }
};

const hrefOf = (branch: Element): string => branch.querySelector(':scope > a')?.getAttribute('href') ?? '';

/** Folders stay as they were left, and the current page is in view. */
export const treeState = (): void => {
  const left = stored();
  for (const branch of document.querySelectorAll('.branch')) {
    const folder = branch.querySelector(':scope > details');
    if (!(folder instanceof HTMLDetailsElement)) continue;
    if (left[hrefOf(branch)] !== undefined && !folder.open) folder.open = left[hrefOf(branch)] === true;
    folder.addEventListener('toggle', () => {
      try {
        sessionStorage.setItem(keyOf(), JSON.stringify({ ...stored(), [hrefOf(branch)]: folder.open }));
      } catch {
        // Without storage the tree is as the server sends it.
      }
    });
  }
  const pane = document.querySelector('.sidebar-scroll');
  const current = document.querySelector('.tree a[aria-current]');
  if (!pane || !current) return;
  const below = current.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  if (below > 0) pane.scrollTop += below + pane.clientHeight / 2;
};
