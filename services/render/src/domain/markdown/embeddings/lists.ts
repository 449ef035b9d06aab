import { escapeHtml } from '../../templates/html.ts';
import { mediaAddress } from '../address.ts';
import type { Slot } from '../render-state.ts';
import type { Builder, Embedding } from './embedding.ts';
import { isOn } from './options.ts';

const LONGEST_PATTERN = 200;

const slot = ({ push }: Builder, meta: Slot): void => {
  push('slot', '', 0).meta = meta;
};

const patternIn = ({ options }: Builder, ...names: readonly string[]): string => (options.get(...names) || '*').slice(0, LONGEST_PATTERN);

/** The pages below this one. */
export const pageIndex: Embedding = (builder) => {
  const { options, state } = builder;
  const style = /^list$/i.test(options.get('style') ?? '') ? 'list' : 'tree';
  slot(builder, { kind: 'index', path: state.place.path, pattern: patternIn(builder, 'src', 'filter'), style });
};

const FORMATS = ['full', 'details', 'minimal'] as const;

/** The files that lie beside this page. */
export const attachmentList: Embedding = (builder) => {
  const { options, state } = builder;
  const asked = (options.get('format', 'fmt') ?? 'full').toLowerCase();
  const format = FORMATS.find((one) => one === asked) ?? 'full';
  const caption = (options.get('caption') ?? '').slice(0, LONGEST_PATTERN);
  slot(builder, { kind: 'attachments', path: state.place.path, pattern: patternIn(builder, 'filter'), format, caption });
};

/** What browser code reads; the rest of an author's options would be styles. */
const TABLE_OPTIONS = ['delimiter', 'quotechar', 'header', 'headers', 'columns', 'column0', 'perPage'] as const;

const attribute = (name: string, value: string): string => ` data-${name.toLowerCase()}="${escapeHtml(value)}"`;

/** A table that can be searched, sorted and paged: of the Markdown table inside, or of a CSV file beside the page, to which it links. */
export const dataTable: Embedding = (builder) => {
  const { options, state, markup, body } = builder;
  const given = TABLE_OPTIONS.flatMap((name) => {
    const value = name === 'delimiter' ? options.get('delimiter', 'sep', 'separator') : options.get(name);
    return value === undefined ? [] : [attribute(name, value)];
  });
  const off = (['paging', 'searchable', 'sortable'] as const).filter((name) => !isOn(options.get(name), true));
  markup(`<div class="data-table"${[...given, ...off.map((name) => attribute(name, 'off'))].join('')}>\n`);
  caption(builder);
  const src = options.get('src') ?? '';
  const address = src === '' ? undefined : mediaAddress(src.includes('/') ? src : `./${src}`, state.place);
  if (address?.kind === 'own') markup(`<p><a class="data-source" href="${escapeHtml(address.href)}">${escapeHtml(src)}</a></p>\n`);
  else if (src !== '') markup(`<p>${escapeHtml(src)}</p>\n`);
  body();
  markup('</div>\n');
};

const caption = ({ options, markup, inline }: Builder): void => {
  const text = options.get('caption');
  if (text === undefined || text === '') return;
  markup('<p class="data-caption">');
  inline(text);
  markup('</p>\n');
};
