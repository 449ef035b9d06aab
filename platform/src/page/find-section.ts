import type { Section } from './outline.ts';

export type FoundSection =
  | { readonly kind: 'found'; readonly section: Section }
  /** Several sections answer to the query; the caller picks one of their addresses. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  /** None does; these are all there are. */
  | { readonly kind: 'missing'; readonly available: readonly string[] };

const folded = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split('>')
    .map((part) => part.trim())
    .join(' > ')
    .trim();

// From the strictest reading to the loosest; the first that any section answers to decides.
const READINGS: readonly ((section: Section, query: string, written: string) => boolean)[] = [
  (section, _query, written) => section.address === written,
  (section, query) => folded(section.address) === query,
  (section, query) => folded(section.address).endsWith(` > ${query}`),
  (section, query) => folded(section.title) === query,
  (section, query, written) => `#${section.anchor}` === written || section.anchor === query,
];

/**
 * Finds a section by address, by the end of its address (`B > C` in `A > B > C`), by title or by anchor; white space at
 * the ends, case and a leading `##` do not matter.
 */
export const findSection = (sections: readonly Section[], query: string): FoundSection => {
  const written = query.trim();
  const asked = folded(written.replace(/^#{1,6}[ \t]+/, ''));
  for (const reading of asked === '' ? [] : READINGS) {
    const [section, ...others] = sections.filter((candidate) => reading(candidate, asked, written));
    if (section && others.length === 0) return { kind: 'found', section };
    if (section) return { kind: 'ambiguous', candidates: [section, ...others].map(({ address }) => address) };
  }
  return { kind: 'missing', available: sections.map(({ address }) => address) };
};
