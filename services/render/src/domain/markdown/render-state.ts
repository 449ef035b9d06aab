import type { Texts } from '../texts/texts.ts';
import type { Footnotes } from './footnotes.ts';
import type { Place } from './place.ts';

/** A heading in the contents of its page. */
export interface ContentsEntry {
  /** 1 to 6. */
  readonly level: number;
  readonly text: string;
  /** The id of the heading, without `#`. */
  readonly anchor: string;
}

/** What only reading can fill, because it spans pages and depends on who reads. */
export type Slot =
  /** Another page, or one section of it. */
  | { readonly kind: 'page'; readonly path: string; readonly key: string; readonly anchor: string; readonly text: string }
  /** The pages below a folder whose names match. */
  | { readonly kind: 'index'; readonly path: string; readonly pattern: string; readonly style: 'tree' | 'list' }
  /** The attachments of a page whose names match. */
  | {
      readonly kind: 'attachments';
      readonly path: string;
      readonly pattern: string;
      readonly format: 'full' | 'details' | 'minimal';
      readonly caption: string;
    };

/** What rules learn while they work through one text; markdown-it hands it to each of them as `env`. */
export interface RenderState {
  readonly place: Place;
  readonly texts: Texts;
  readonly contents: ContentsEntry[];
  /** Pages linked to, by key. */
  readonly links: Map<string, string>;
  /** Text of the leading level-1 heading, which the page shows as its title. */
  title: string | undefined;
  /** The anchor that title would have. */
  titleAnchor: string | undefined;
  /** Anchors of what page anatomy counts as sections. */
  readonly sections: Set<string>;
  /** Whether the author wrote HTML, so that the output needs the sanitiser. */
  hasHtml: boolean;
  /** The source with the pipes inside WikiLinks hidden; made for the first table that needs it. */
  masked: string | undefined;
  /** Where the source last ends a block of math; looked up for the first that begins. */
  lastMathEnd: number | undefined;
  /** The last line of each embedding by its first, as far as the text was looked through. */
  readonly embeddings: { seenTo: number; readonly ends: Map<number, number> };
  /** Markup that needs no sanitiser, by the number in its mark. */
  readonly sealed: string[];
  readonly slots: Slot[];
  readonly footnotes: Footnotes;
  /** Short forms and what they stand for. */
  readonly abbreviations: Map<string, string>;
  /** What drawing has cost so far: letters of coloured code, letters of drawn math. Beyond a bound both are shown plain. */
  readonly spent: { code: number; math: number };
}
