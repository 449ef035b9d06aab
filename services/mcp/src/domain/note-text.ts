/** What stands above the text of a page: the ancestor's lines, then where the text comes from. */
import type { FieldValue, FrontMatter } from '@wikibot/platform/page/front-matter';
import { excerpt } from '@wikibot/platform/page/words';
import { dayOf, firstLine } from './authorship.ts';
import type { LastChange } from './note.ts';

export interface NoteHead {
  readonly name: string;
  readonly path: string;
  readonly revision: string;
  readonly section?: string;
  readonly frontmatter: FrontMatter | null;
  readonly linksTo: readonly string[];
  readonly linkedFrom: readonly string[];
  readonly last: Pick<LastChange, 'time' | 'message'> & { readonly by: string };
}

const MOST_LINKS = 50;
const MOST_FIELD = 300;

const worded = (value: FieldValue): string => {
  if (Array.isArray(value)) return value.map(worded).filter(Boolean).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value === null ? '' : String(value);
};

const labelled = (key: string): string => key.replaceAll('_', ' ').replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase());

const fieldLine = (fields: FrontMatter | null): string =>
  Object.entries(fields ?? {})
    .map(([key, value]) => [key, excerpt(worded(value), MOST_FIELD)] as const)
    .filter(([key, value]) => key !== 'title' && value !== '')
    .map(([key, value]) => `${excerpt(labelled(key), MOST_FIELD)}: ${value}`)
    .join(' | ');

const linkLine = (label: string, links: readonly string[]): string => {
  const more = links.length > MOST_LINKS ? ` (and ${links.length - MOST_LINKS} more)` : '';
  return links.length === 0 ? '' : `${label}: ${links.slice(0, MOST_LINKS).join(', ')}${more}`;
};

const editedLine = ({ by, time, message }: NoteHead['last']): string => {
  const said = excerpt(firstLine(message), MOST_FIELD);
  return `Last edited by ${by} on ${dayOf(time)}${said === '' ? '' : `: ${said}`}`;
};

export const headText = (head: NoteHead): string =>
  [
    `# ${head.name}`,
    `Path: ${head.path}`,
    `Revision: ${head.revision}`,
    head.section === undefined ? '' : `Section: ${head.section}`,
    fieldLine(head.frontmatter),
    linkLine('Links to', head.linksTo),
    linkLine('Linked from', head.linkedFrom),
    editedLine(head.last),
  ]
    .filter(Boolean)
    .join('\n');
