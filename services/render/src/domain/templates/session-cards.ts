import type { Change } from './change-list.ts';

/** Many changes in a row that an agent made in one session, as one entry. */
export interface SessionGroup extends Change {
  readonly session: { readonly href: string; readonly count: number; readonly first: string };
}

const sessionOf = ({ author }: Change): string | undefined => (author.kind === 'agent' ? author.session : undefined);

const isSame = (one: Change, other: Change): boolean =>
  sessionOf(one) !== undefined &&
  sessionOf(one) === sessionOf(other) &&
  one.author.kind === 'agent' &&
  other.author.kind === 'agent' &&
  one.author.person === other.author.person;

const MOST_PAGES = 12;

const pagesOf = (changes: readonly Change[]): NonNullable<Change['pages']> => {
  const pages = new Map(changes.flatMap(({ pages = [] }) => pages.map((page) => [page.href, page] as const)));
  return [...pages.values()].slice(0, MOST_PAGES);
};

const grouped = (changes: readonly Change[], base: string): Change => {
  const [latest] = changes as readonly [Change, ...Change[]]; // a group has a first
  const session = sessionOf(latest);
  if (session === undefined) return latest;
  const by = latest.author.kind === 'agent' && latest.author.person !== undefined ? `?by=${encodeURIComponent(latest.author.person)}` : '';
  const group: SessionGroup = {
    ...latest,
    pages: pagesOf(changes),
    session: {
      href: `${base}/-/session/${encodeURIComponent(session)}${by}`,
      count: changes.length,
      first: changes.at(-1)?.at ?? latest.at,
    },
  };
  return group;
};

/** Neighbours of one session become one entry that leads to the session; everything else stays as it is. */
export const sessionsIn = (changes: readonly Change[], base: string): readonly Change[] => {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && isSame(before, change)) last.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => grouped(group, base));
};
