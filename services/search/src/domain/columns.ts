import { termNames } from './terms.ts';

interface Named {
  readonly path: string;
  readonly title: string;
}

interface Told {
  readonly section: string;
  readonly sectionPath: string;
  readonly text: string;
}

/** What is indexed of a chunk: terms of the page's title, of its path and the chunk's headings, and of the chunk's text. */
export interface Columns {
  readonly title: readonly string[];
  readonly headings: readonly string[];
  readonly body: readonly string[];
}

/** Stands for the chunk of a page that has none. */
export const NO_CHUNK: Told = { section: '', sectionPath: '', text: '' };

/** How much a term is worth by where it stands. */
export const COLUMN_WEIGHTS: Readonly<Record<keyof Columns, number>> = { title: 8, headings: 3, body: 1 };

export const columnsOf = ({ path, title }: Named, { section, sectionPath, text }: Told): Columns => {
  const headings = sectionPath.startsWith(title) ? sectionPath.slice(title.length) : sectionPath;
  const named = headings.endsWith(section) ? headings : `${headings} ${section}`;
  return { title: termNames(title), headings: [...termNames(path), ...termNames(named)], body: termNames(text) };
};

const SHORTEST = 3;
const LONGEST = 32;

/** The words of chunks that may be found by a part of them or by a slip of the keyboard. */
export const vocabularyOf = (columns: readonly Columns[]): readonly string[] => {
  const terms = new Set(columns.flatMap(({ title, headings, body }) => [...title, ...headings, ...body]));
  return [...terms].filter(({ length }) => length >= SHORTEST && length <= LONGEST);
};

/** Case does not tell categories and tags apart. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();
