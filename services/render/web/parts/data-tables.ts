/** Loads what tables with a search need, where there is one. */
export const dataTables = (): void => {
  const found = document.querySelectorAll<HTMLElement>('.prose .data-table');
  if (found.length === 0) return;
  void import('./data-table.ts').then(({ dataTable }) => Promise.all([...found].map(dataTable)));
};
