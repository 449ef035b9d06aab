import { outlineOf } from './outline.ts';
import { sectionHash } from './section-hash.ts';

export interface SectionChange {
  readonly address: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** As it is now; null when it is gone. */
  readonly hash: string | null;
}

/** Texts by address, as far as they count for the hash. */
const textsOf = (markdown: string): ReadonlyMap<string, string> =>
  new Map(outlineOf(markdown).map(({ address, start, end }) => [address, markdown.slice(start, end).trimEnd()]));

/**
 * The sections whose hash is another than before, in the order of the page; then those that are gone. A section holds its subsections,
 * so whoever changes one changes those around it. A renamed heading is one section gone and one added, with all below it.
 */
export const sectionChanges = (before: string, after: string): readonly SectionChange[] => {
  if (before === after) return [];
  const [old, fresh] = [textsOf(before), textsOf(after)];
  const standing = [...fresh].flatMap(([address, text]): SectionChange[] => {
    const earlier = old.get(address);
    return earlier === text ? [] : [{ address, change: earlier === undefined ? 'added' : 'changed', hash: sectionHash(text) }];
  });
  const gone = [...old.keys()].filter((address) => !fresh.has(address));
  return [...standing, ...gone.map((address): SectionChange => ({ address, change: 'removed', hash: null }))];
};
