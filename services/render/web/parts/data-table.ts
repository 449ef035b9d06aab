import { fill } from '../../src/domain/texts/fill.ts';
import { csvTable } from './csv-table.ts';
import { locale, spoken } from './screen.ts';

const PER_PAGE = 25;

type Words = ReturnType<typeof words>;
const words = () => spoken<'tableSearch' | 'tableFailed' | 'tablePrevious' | 'tableNext' | 'tableRows'>();

const load = async (place: HTMLElement, source: HTMLAnchorElement): Promise<HTMLTableElement> => {
  // Whatever an author's HTML says, nobody else hears of the reader.
  if (source.origin !== location.origin) throw new Error(source.origin);
  const response = await fetch(source.href);
  if (!response.ok) throw new Error(String(response.status));
  const table = csvTable(await response.text(), place.dataset);
  const scroll = document.createElement('div');
  scroll.className = 'table-scroll';
  scroll.tabIndex = 0;
  scroll.append(table);
  place.append(scroll);
  return table;
};

const sortable = (table: HTMLTableElement, options: DOMStringMap, redraw: (sorted: readonly HTMLTableRowElement[]) => void): void => {
  if (options['sortable'] === 'off') return;
  const { compare } = new Intl.Collator(locale(), { numeric: true });
  for (const head of table.tHead?.rows[0]?.cells ?? []) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of table.tHead?.rows[0]?.cells ?? []) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const text = (one: HTMLTableRowElement): string => one.cells[head.cellIndex]?.textContent ?? '';
      redraw([...(table.tBodies[0]?.rows ?? [])].sort((a, b) => (up ? 1 : -1) * compare(text(a), text(b))));
    });
  }
};

const button = (label: string, onClick: () => void): HTMLButtonElement => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button';
  made.textContent = label;
  made.addEventListener('click', onClick);
  return made;
};

const footOf = (...parts: readonly HTMLElement[]): HTMLElement => {
  const foot = document.createElement('p');
  foot.className = 'data-pages';
  foot.append(...parts);
  return foot;
};

const perPageIn = ({ paging, perpage }: DOMStringMap): number =>
  paging === 'off' ? Number.MAX_SAFE_INTEGER : Math.max(1, Number(perpage) || PER_PAGE);

/** Shows the rows that match, a page of them at a time. */
const enhance = (place: HTMLElement, table: HTMLTableElement, t: Words): void => {
  const body = table.tBodies[0];
  if (!body) return;
  const perPage = perPageIn(place.dataset);
  const search = document.createElement('input');
  let page = 0;
  const draw = (): void => {
    const wanted = search.value.toLowerCase();
    const matching = [...body.rows].filter((one) => one.textContent.toLowerCase().includes(wanted));
    page = Math.max(0, Math.min(page, Math.ceil(matching.length / perPage) - 1));
    const shown = new Set(matching.slice(page * perPage, (page + 1) * perPage));
    for (const one of body.rows) one.hidden = !shown.has(one);
    const from = matching.length === 0 ? 0 : page * perPage + 1;
    count.textContent = fill(t.tableRows, { from, to: page * perPage + shown.size, count: matching.length });
    back.disabled = page === 0;
    next.disabled = (page + 1) * perPage >= matching.length;
  };
  const turn = (by: number) => (): void => {
    page += by;
    draw();
  };
  const count = document.createElement('span');
  count.setAttribute('role', 'status');
  const [back, next] = [button(t.tablePrevious, turn(-1)), button(t.tableNext, turn(1))];
  search.type = 'search';
  search.placeholder = search.ariaLabel = t.tableSearch;
  search.addEventListener('input', draw);
  if (place.dataset['searchable'] !== 'off') table.parentElement?.before(search);
  if (body.rows.length > perPage) place.append(footOf(count, back, next));
  sortable(table, place.dataset, (sorted) => {
    body.append(...sorted);
    draw();
  });
  draw();
};

/** Makes a table searchable, sortable and paged; of a file, it is fetched first. */
export const dataTable = async (place: HTMLElement): Promise<void> => {
  const t = words();
  const source = place.querySelector<HTMLAnchorElement>('a.data-source');
  const failed = (): undefined =>
    void place.append(Object.assign(document.createElement('p'), { className: 'problem', textContent: t.tableFailed }));
  const table = source ? await load(place, source).catch(failed) : place.querySelector('table');
  if (table) enhance(place, table, t);
};
