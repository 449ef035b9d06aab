import type { Section } from '@wikibot/platform/page/outline';

export interface Surroundings {
  readonly parent: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  readonly children: readonly string[];
}

const holds = (outer: Section, inner: Section): boolean => outer.start < inner.start && inner.end <= outer.end;

/** Sections directly below one, or at the top: those that no other of the same range holds. */
const outermost = (sections: readonly Section[]): readonly Section[] => {
  let reached = 0;
  return sections.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
};

/** The addresses around one section of an outline, which is in document order. */
export const surroundings = (sections: readonly Section[], section: Section): Surroundings => {
  const parent = sections.findLast((one) => holds(one, section));
  const siblings = outermost(parent ? sections.filter((one) => holds(parent, one)) : sections);
  const at = siblings.findIndex((one) => one.start === section.start);
  return {
    parent: parent?.address ?? null,
    previous: siblings[at - 1]?.address ?? null,
    next: siblings[at + 1]?.address ?? null,
    children: outermost(sections.filter((one) => holds(section, one))).map((one) => one.address),
  };
};
