import { outlineOf } from '@wikibot/platform/page/outline';
import { countSpannedWords } from './word-spans.ts';

/** What is cut into chunks as one: the own text of a section, with stubs that were merged into it. */
export interface Passage {
  /** Titles of the headings above and of the section itself, outermost first; empty for the preamble. */
  readonly trail: readonly string[];
  readonly anchor: string;
  readonly text: string;
  readonly words: number;
}

/** A section with fewer words says too little on its own. */
const STUB_WORDS = 50;
/** So many headings of the trail are kept in a chunk's path. */
export const MAX_PREFIX_DEPTH = 3;

const BREAK = '\n\n';

const passage = (trail: readonly string[], anchor: string, text: string): Passage => {
  const trimmed = text.trim();
  return { trail, anchor, text: trimmed, words: countSpannedWords(trimmed) };
};

// The outline cuts a title of more than 120 characters: then the heading is kept with the text.
const isCut = ({ title }: { readonly title: string }): boolean => title.endsWith('…');

/** The page's sections in order, the preamble first; a section without text stays when nothing else would show its heading. */
const sectionsOf = (markdown: string, bodyOffset: number): readonly Passage[] => {
  const sections = outlineOf(markdown);
  const preamble = passage([], '', markdown.slice(bodyOffset, sections[0]?.start ?? markdown.length));
  const above: { readonly level: number; readonly title: string }[] = [];
  const own = sections.map((section, index) => {
    while ((above.at(-1)?.level ?? 0) >= section.level) above.pop();
    above.push(section);
    const isShown = (sections[index + 1]?.level ?? 0) > section.level && above.length <= MAX_PREFIX_DEPTH;
    const text = passage(
      above.map(({ title }) => title),
      section.anchor,
      markdown.slice(isCut(section) ? section.start : section.bodyStart, section.ownEnd),
    );
    return { ...text, isShown };
  });
  return [preamble, ...own.filter(({ words, isShown }) => words > 0 || !isShown)].filter(
    ({ words, trail }) => words > 0 || trail.length > 0,
  );
};

// A stub that moves takes the headings along that its new place does not show: they are words people look for.
const carried = (stub: Passage, host: Passage | undefined): string => {
  const shown = new Set(host?.trail.slice(0, MAX_PREFIX_DEPTH));
  const heading = stub.trail.filter((title) => title !== '' && !shown.has(title)).join(' > ');
  return [heading, stub.text].filter(Boolean).join('\n');
};

const merged = (host: Passage, before: readonly Passage[], after: readonly Passage[]): Passage => {
  const parts = [...before.map((stub) => carried(stub, host)), host.text, ...after.map((stub) => carried(stub, host))];
  return passage(host.trail, host.anchor, parts.filter(Boolean).join(BREAK));
};

const isStub = ({ words, trail }: Passage): boolean => words < STUB_WORDS && trail.length > 0;
const isSubstantial = ({ words }: Passage): boolean => words >= STUB_WORDS;
const standing = (stub: Passage): Passage => (stub.words > 0 ? stub : passage(stub.trail, stub.anchor, stub.trail.at(-1) ?? ''));

/**
 * The page in passages: stubs go in front of the next section that is none, those at the end behind the last substantial one;
 * without any they stay as they are. Every word of the body and of its headings is in a passage's text or trail.
 */
export const passagesOf = (markdown: string, bodyOffset: number): readonly Passage[] => {
  const passages: Passage[] = [];
  let stubs: Passage[] = [];
  for (const section of sectionsOf(markdown, bodyOffset)) {
    if (isStub(section)) {
      stubs.push(section);
      continue;
    }
    passages.push(section.trail.length > 0 ? merged(section, stubs, []) : section);
    stubs = [];
  }
  const host = passages.findLastIndex(isSubstantial);
  const kept = passages[host];
  if (kept === undefined) return [...passages, ...stubs.map(standing)].filter(({ words }) => words > 0);
  return passages.with(host, merged(kept, [], stubs));
};
