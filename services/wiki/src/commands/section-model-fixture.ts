/** What the write contract promises of sections, over plain texts: the model that the wiki is held against. */
import { findSection } from '@wikibot/platform/page/find-section';
import { outlineOf } from '@wikibot/platform/page/outline';
import { appendToSection, deleteSection, replaceSection } from '@wikibot/platform/page/section-edit';
import fc from 'fast-check';

export interface SectionStep {
  readonly section: string;
  readonly operation: 'replace' | 'append' | 'delete';
  readonly content: string;
  /** Whether the writer names the hash of the section that it has read. */
  readonly isPinned: boolean;
}

export const sectionStep = {
  section: fc.constantFrom('A', 'B', 'No such section'),
  operation: fc.constantFrom('replace' as const, 'append' as const, 'delete' as const),
  content: fc.constantFrom('mine', 'other', 'third'),
  isPinned: fc.boolean(),
};

/** The text of a section; undefined when there is none. */
export const sectionIn = (text: string | null | undefined, name: string): string | undefined => {
  const found = findSection(outlineOf(text ?? ''), name);
  return found.kind === 'found' ? text?.slice(found.section.start, found.section.end).trimEnd() : undefined;
};

const OPERATIONS = { replace: replaceSection, append: appendToSection, delete: (text: string, name: string) => deleteSection(text, name) };

const applied = (text: string, { section, operation, content }: SectionStep): string => {
  const edited = OPERATIONS[operation](text, section, content);
  if (!edited.ok) throw new Error(edited.message);
  return edited.text;
};

interface Situation {
  readonly current: string | null;
  readonly base: string | null | undefined;
}

interface Predicted {
  readonly outcome: string;
  readonly text?: string | null;
}

const onCurrent = (step: SectionStep, current: string, base: string): Predicted => {
  const text = applied(current, step);
  if (text === current) return { outcome: 'unchanged' };
  return { outcome: base === current ? 'updated' : 'merged', text };
};

/** The section as it stands must be the one that was read, unless text is only put beside it. */
const stillFits = ({ section, operation }: SectionStep, current: string | null, base: string): current is string => {
  const now = sectionIn(current, section);
  return now !== undefined && (operation === 'append' || now === sectionIn(base, section));
};

const onRead = (step: SectionStep, { current, base }: Situation & { readonly base: string }, saved: Saved): Predicted => {
  const asSaved = saved({ current, base }, applied(base, step));
  return asSaved.outcome === 'page.conflict' && stillFits(step, current, base) ? onCurrent(step, current, base) : asSaved;
};

/** What becomes of a whole text that is saved on a base. */
type Saved = (situation: Situation, yours: string) => Predicted;

export const sectionEdited = (step: SectionStep, { current, base }: Situation, saved: Saved): Predicted => {
  if (base === undefined && current !== null) return { outcome: 'page.revision-required' };
  if (typeof base !== 'string') return { outcome: 'page.not-found' };
  const read = sectionIn(base, step.section);
  if (read === undefined) return { outcome: 'section.not-found' };
  if (!step.isPinned || current === null) return onRead(step, { current, base }, saved);
  return sectionIn(current, step.section) === read ? onCurrent(step, current, base) : { outcome: 'section.changed' };
};
