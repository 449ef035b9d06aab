const SHOWN_FOR = 1_500;

const select = (element: Element): void => {
  getSelection()?.selectAllChildren(element);
};

const copy = async (button: HTMLElement, said: string): Promise<void> => {
  const code = button.parentElement?.querySelector('code');
  if (!code) return;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    button.textContent = said;
    setTimeout(() => (button.textContent = before), SHOWN_FOR);
  } catch {
    // No clipboard here, as over plain HTTP from elsewhere: the text is selected, to be copied by hand.
    select(code);
  }
};

/** Buttons that copy the lines beside them, also those that are drawn later. */
export const copyables = (said: string): void => {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null;
    if (button) void copy(button, said);
  });
};
