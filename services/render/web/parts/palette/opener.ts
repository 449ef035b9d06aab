/** Opens the palette; its code comes when it is first wanted. Without it the field is a plain form that leads to the search screen. */
const open = (query = ''): void => {
  void import('./palette.ts').then(({ openPalette }) => openPalette(query));
};

const isPlain = (event: MouseEvent): boolean => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

export const openSearch = (event: Event): void => {
  event.preventDefault();
  open();
};

export const paletteOpener = (): void => {
  const field = document.querySelector<HTMLInputElement>('.search input');
  field?.addEventListener('pointerdown', openSearch);
  field?.addEventListener('input', () => {
    open(field.value);
    field.value = '';
  });
  document.querySelector<HTMLElement>('[data-open="palette"]')?.addEventListener('click', (event) => {
    if (isPlain(event)) openSearch(event);
  });
};
