/**
 * Markup that the renderer itself has made safe is sealed: the sanitiser sees a mark in its place and puts it back afterwards, where it
 * meets running text. Slots mark what only reading can fill: parts of other pages, lists of what there is.
 */
import type { RenderState, Slot } from './render-state.ts';

// Noncharacters: Unicode keeps them out of text that is exchanged, and what an author writes loses them before anything else happens.
const NONCHARACTERS = /[\uFDD0-\uFDEF]/;
const SEAL = '\uFDD1';
const SLOT = '\uFDD2';
const MARKS = /([\uFDD1\uFDD2])(\d{1,7})\1/g;
const SLOTS = /\uFDD2(\d{1,7})\uFDD2/g;

/** An author's text without the signs that the renderer keeps for itself; as long as before. */
export const withoutMarks = (text: string): string => (NONCHARACTERS.test(text) ? text.replace(/[\uFDD0-\uFDEF]/g, '\uFFFD') : text);

/** A value of an attribute without marks: they stand for markup, which has no place there. */
export const withoutSeals = (value: string): string => value.replace(/[\uFDD1\uFDD2]/g, '');

/** What keeps safe markup away from the sanitiser; a page without HTML of its author does not meet it. */
export const seal = ({ hasHtml, sealed }: RenderState, markup: string): string =>
  hasHtml ? `${SEAL}${sealed.push(markup) - 1}${SEAL}` : markup;

/** A place that is filled when the page is read. */
export const slotMark = ({ slots }: RenderState, slot: Slot): string => `${SLOT}${slots.push(slot) - 1}${SLOT}`;

/**
 * Opens what was sealed, in escaped running text. Each mark counts once: an author who smuggles in a copy, as a character code in
 * HTML, gets nothing twice.
 */
export const unsealing = ({ sealed }: RenderState): ((text: string) => string) => {
  const seen = new Set<string>();
  return (text) =>
    NONCHARACTERS.test(text)
      ? text.replace(MARKS, (mark: string, kind: string, place: string) => {
          if (seen.has(mark)) return '';
          seen.add(mark);
          return kind === SEAL ? (sealed[Number(place)] ?? '') : mark;
        })
      : text;
};

/** Puts something into every slot of a fragment. */
export const fillSlots = (html: string, fill: (place: number) => string): string =>
  html.includes(SLOT) ? html.replace(SLOTS, (_mark, place: string) => fill(Number(place))) : html;
