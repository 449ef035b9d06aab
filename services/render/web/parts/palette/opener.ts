/** Opens the palette; its code comes when it is first wanted. Without it the field is a plain form that leads to the search screen. */
const fieldHere = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>('.search input');

/** What is typed while the code is on its way goes into the field of the screen, and from there into the palette. */
const open = (): void => {
  const field = fieldHere();
  field?.focus({ preventScroll: true });
  void import('./palette.ts').then(({ openPalette }) => {
    openPalette(field?.value ?? '');
    if (field) field.value = '';
  });
};

const isPlain = (event: MouseEvent): boolean => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

export const openSearch = (event: Event): void => {
  event.preventDefault();
  open();
};

export const paletteOpener = (): void => {
  const field = fieldHere();
  field?.addEventListener('pointerdown', openSearch);
  field?.addEventListener('input', open);
  document.querySelector<HTMLElement>('[data-open="palette"]')?.addEventListener('click', (event) => {
    if (isPlain(event)) openSearch(event);
  });
};
