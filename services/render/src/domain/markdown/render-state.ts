import type { Texts } from '../texts/texts.ts';
import type { Place } from './place.ts';

/** A heading in the contents of its page. */
export interface ContentsEntry {
  /** 1 to 6. */
  readonly level: number;
  readonly text: string;
  /** The id of the heading, without `#`. */
  readonly anchor: string;
}

/** What rules learn while they work through one text; markdown-it hands it to each of them as `env`. */
export interface RenderState {
  readonly place: Place;
  readonly texts: Texts;
  readonly contents: ContentsEntry[];
  /** Pages linked to, by key. */
  readonly links: Map<string, string>;
  /** Text of the leading level-1 heading, which the page shows as its title. */
  title: string | undefined;
  /** Whether the author wrote HTML, so that the output needs the sanitiser. */
  hasHtml: boolean;
  /** The source with the pipes inside WikiLinks hidden; made for the first table that needs it. */
  masked: string | undefined;
}
