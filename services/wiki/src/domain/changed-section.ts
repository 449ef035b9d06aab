/** What a change of one section comes to. Outside the section every byte stays as it stands. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { SectionOperation } from '@wikibot/contracts/requests/sections';
import { findSection } from '@wikibot/platform/page/find-section';
import { outlineOf } from '@wikibot/platform/page/outline';
import type { Section } from '@wikibot/platform/page/outline';
import { appendToSection, deleteSection, insertAfter, insertBefore, replaceSection } from '@wikibot/platform/page/section-edit';
import type { Edited, SectionRefusal } from '@wikibot/platform/page/section-edit';
import { sectionHash } from '@wikibot/platform/page/section-hash';
import { refusals } from '../refusals.ts';
import type { ChangedText, Situation } from './changed-text.ts';
import { onBase } from './changed-text.ts';
import { conflictOf, revise } from './revise.ts';
import { sectionMissing } from './section-missing.ts';

export interface SectionEdit {
  readonly section: string;
  readonly operation: SectionOperation;
  /** None to delete. */
  readonly content?: string | undefined;
  /** The section must still be the one of this hash. */
  readonly sectionHash?: string | undefined;
}

/** A page that stands, and the text that was read of it. */
interface Standing {
  readonly path: string;
  readonly head: string;
  readonly base: string;
  readonly current: string;
}

export const editedSection =
  (edit: SectionEdit) =>
  (situation: Situation): ChangedText | Refused =>
    onBase(situation, (base) => {
      const { current, path, head } = situation;
      const pinned = edit.sectionHash !== undefined && current !== null;
      return pinned ? onPinned(edit, { path, head, base, current }) : onRead(edit, situation, base);
    });

type Operate = (markdown: string, address: string, text: string) => Edited | SectionRefusal;

const OPERATIONS: Readonly<Record<SectionOperation, Operate>> = {
  replace: replaceSection,
  append: appendToSection,
  insert_before: insertBefore,
  insert_after: insertAfter,
  delete: (markdown, address) => deleteSection(markdown, address),
};

const operate = (markdown: string, { section, operation, content = '' }: SectionEdit): Edited | SectionRefusal =>
  OPERATIONS[operation](markdown, section, content);

const sliced = (markdown: string, { start, end }: Section): string => markdown.slice(start, end);

/** The change as it was made on the text that was read, merged with what others changed elsewhere. */
const onRead = (edit: SectionEdit, situation: Situation, base: string): ChangedText | Refused => {
  const { current, path } = situation;
  const edited = operate(base, edit);
  if (!edited.ok) return refused(edit, path, edited);
  const revised = revise({ current, base, yours: edited.text });
  const again = revised.outcome === 'conflict' && current !== null ? onStanding(edit, base, current) : undefined;
  return again === undefined ? { ok: true, yours: edited.text, revised } : settled(again, { base, current });
};

const settled = (text: string, { base, current }: Pick<Situation, 'base' | 'current'>): ChangedText => {
  if (text === current) return { ok: true, yours: text, revised: { outcome: 'unchanged' } };
  return { ok: true, yours: text, revised: { outcome: base === current ? 'updated' : 'merged', text } };
};

/**
 * Lines that touch are a conflict between texts, but none between sections: where it is sure which section is meant, the change is made on
 * the text that stands. What takes text away must find the very text that was read.
 */
const onStanding = (edit: SectionEdit, base: string, current: string): string | undefined => {
  const read = sectionOf(base, edit.section);
  const standing = read && sameSection(read, base, current);
  if (!read || !standing) return undefined;
  const isIntact = sectionHash(sliced(base, read)) === sectionHash(sliced(current, standing));
  if (!isIntact && TAKING_AWAY.has(edit.operation)) return undefined;
  const edited = operate(current, { ...edit, section: standing.address });
  return edited.ok ? edited.text : undefined;
};

const TAKING_AWAY: ReadonlySet<SectionOperation> = new Set(['replace', 'delete']);

/** Of sections with the same title one may stand at another's address, so none of them may have come or gone. */
const sameSection = ({ address, title }: Section, base: string, current: string): Section | undefined => {
  const [before, now] = [base, current].map((text) => outlineOf(text).filter((one) => one.title === title));
  const isSure = before?.map((one) => one.address).join('\n') === now?.map((one) => one.address).join('\n');
  return isSure ? now?.find((one) => one.address === address) : undefined;
};

/** The caller knows this very section: the change is made on it as it stands, whatever happened elsewhere. */
const onPinned = (edit: SectionEdit, standing: Standing): ChangedText | Refused => {
  const { path, base, current } = standing;
  const now = findSection(outlineOf(current), edit.section);
  if (now.kind === 'found' && sectionHash(sliced(current, now.section)) !== edit.sectionHash)
    return changedMeanwhile(edit, standing, { read: sectionOf(base, edit.section), found: now.section });
  const gone = now.kind === 'missing' ? sectionOf(base, edit.section) : undefined;
  if (gone) return changedMeanwhile(edit, standing, { read: gone });
  const edited = operate(current, edit);
  return edited.ok ? settled(edited.text, { base, current }) : refused(edit, path, edited);
};

const sectionOf = (markdown: string, name: string): Section | undefined => {
  const found = findSection(outlineOf(markdown), name);
  return found.kind === 'found' ? found.section : undefined;
};

/** All that is needed of the section itself, not of the whole page. */
const changedMeanwhile = (
  edit: SectionEdit,
  { path, head, base, current }: Standing,
  { read, found }: { readonly read: Section | undefined; readonly found?: Section },
): Refused => {
  const before = read ? sliced(base, read) : null;
  const theirs = found ? sliced(current, found) : '';
  const known = found ?? read;
  return refusals['section.changed']({
    path,
    section: known ? known.address : edit.section,
    section_hash: found ? sectionHash(theirs) : null,
    current_revision: head,
    section_conflict: conflictOf({ head, base: before, yours: alone(edit, before ?? theirs), theirs }),
  });
};

/** The section as the caller would have it: a section is a page of its own, whose first heading is its address. */
const alone = (edit: SectionEdit, section: string): string => {
  const [first] = outlineOf(section);
  const edited = operate(section, { ...edit, section: first?.address ?? '' });
  return edited.ok ? edited.text : (edit.content ?? '');
};

const refused = ({ section }: SectionEdit, path: string, refusal: SectionRefusal): Refused => {
  switch (refusal.code) {
    case 'section-not-found':
    case 'section-ambiguous':
      return sectionMissing(path, section, refusal);
    case 'text-empty':
    case 'text-unclosed':
      return refusals['section.text-refused']({ path, section, reason: refusal.message });
  }
};
