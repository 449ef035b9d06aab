import type Token from 'markdown-it/lib/token.mjs';
import type { RenderState } from '../render-state.ts';
import type { Options } from './options.ts';

/** What the rule gives to an embedding to build itself of. */
export interface Builder {
  readonly options: Options;
  readonly state: RenderState;
  /** Tokens so far; the rule puts them into the page. */
  readonly push: (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
  /** A line of Markdown from an option. */
  readonly inline: (text: string) => void;
  /** Markup of our own: everything that comes from the author in it must be escaped. */
  readonly markup: (html: string) => void;
  /** The blocks between the options and `}}`, read as Markdown. */
  readonly body: () => void;
  /** The same as it is written. */
  readonly bodyText: () => string;
}

export type Embedding = (builder: Builder) => void;
