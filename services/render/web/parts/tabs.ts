/** Tabs over panels that stand one below the other without script (WAI-ARIA Authoring Practices, tabs with automatic activation). */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

const panelOf = (tab: HTMLElement): HTMLElement | null => document.getElementById(tab.getAttribute('aria-controls') ?? '');

const choose = (tabs: readonly HTMLElement[], chosen: number): void => {
  tabs.forEach((tab, at) => {
    tab.setAttribute('aria-selected', String(at === chosen));
    tab.tabIndex = at === chosen ? 0 : -1;
    const panel = panelOf(tab);
    if (panel) panel.hidden = at !== chosen;
  });
};

export const tabs = (list: HTMLElement): void => {
  const all = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  all.forEach((tab, at) => {
    const panel = panelOf(tab);
    panel?.setAttribute('role', 'tabpanel');
    panel?.classList.add('in-tabs');
    tab.addEventListener('click', () => choose(all, at));
    tab.addEventListener('keydown', (event) => {
      const next = STEPS[event.key]?.(at, all.length);
      if (next === undefined) return;
      event.preventDefault();
      choose(all, next);
      all[next]?.focus();
    });
  });
  choose(all, 0);
};
