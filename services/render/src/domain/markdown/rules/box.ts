import { boxMarkerAt } from '@wikibot/platform/page/block-starts';
import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import { lineAt } from './lines.ts';

/** As many as page anatomy counts, so that both see the same boxes. */
const MOST_NESTED = 32;

/** A `:::` line. What it opens or closes shows only when its whole container is known. */
export const boxMark: RuleBlock = (state, ...[line, , silent]) => {
  const text = lineAt(state, line);
  if (boxMarkerAt(text ?? '') === undefined) return false;
  if (silent) return true;
  const token = state.push('box_mark', '', 0);
  token.content = (text ?? '').trim();
  token.map = [line, line + 1];
  state.line = line + 1;
  return true;
};

interface Open {
  readonly token: Token;
  readonly length: number;
}

class Pairing {
  readonly out: Token[] = [];
  /** Open boxes of each container around, the innermost container last. */
  readonly #containers: Open[][] = [[]];
  readonly #make: StateCore['Token'];

  constructor(make: StateCore['Token']) {
    this.#make = make;
  }

  take(token: Token): void {
    if (token.type === 'box_mark') return this.#mark(token);
    // Nobody closed them, so they end with what they are in.
    if (token.nesting === -1) this.#closeAll(this.#containers.pop());
    // Blocks of their own, also in an item of a tight list.
    if (this.#isInBox()) token.hidden = false;
    if (token.nesting === 1) this.#containers.push([]);
    this.out.push(token);
  }

  end(): readonly Token[] {
    while (this.#containers.length > 0) this.#closeAll(this.#containers.pop());
    return this.out;
  }

  #isInBox(): boolean {
    const open = this.#containers.at(-1);
    return open !== undefined && open.length > 0;
  }

  #mark(mark: Token): void {
    const { length, name } = boxMarkerAt(mark.content) ?? { length: 0, name: '' };
    const open = this.#containers.at(-1) ?? [];
    if (name === '') return this.#closeOne(mark, open, length);
    if (open.length >= MOST_NESTED) return this.#asText(mark);
    const token = new this.#make('box_open', 'div', 1);
    token.info = name;
    open.push({ token, length });
    this.out.push(token);
  }

  #closeOne(mark: Token, open: Open[], length: number): void {
    const innermost = open.at(-1);
    if (innermost === undefined || length < innermost.length) return this.#asText(mark);
    open.pop();
    innermost.token.meta = { closed: true };
    this.out.push(new this.#make('box_close', 'div', -1));
  }

  #closeAll(open: readonly Open[] = []): void {
    for (const _ of open) this.out.push(new this.#make('box_close', 'div', -1));
  }

  #asText(mark: Token): void {
    const inline = new this.#make('inline', '', 0);
    inline.content = mark.content;
    inline.children = [];
    this.out.push(new this.#make('paragraph_open', 'p', 1), inline, new this.#make('paragraph_close', 'p', -1));
  }
}

/** A heading that opens a box is its title, and no section of the page. */
const titled = (tokens: readonly Token[]): void => {
  tokens.forEach((token, at) => {
    const heading = tokens[at + 1];
    const end = tokens[at + 3];
    if (token.type !== 'box_open' || heading?.type !== 'heading_open' || !end) return;
    heading.type = 'box_title_open';
    end.type = 'box_title_close';
    heading.tag = end.tag = 'p';
  });
};

/** Pairs the `:::` lines. Runs before inline parsing. */
export const boxes = (state: StateCore): void => {
  if (!state.tokens.some(({ type }) => type === 'box_mark')) return;
  const pairing = new Pairing(state.Token);
  for (const token of state.tokens) pairing.take(token);
  state.tokens = [...pairing.end()];
  titled(state.tokens);
};

const KINDS: Readonly<Record<string, string>> = {
  ...{ info: 'note', blue: 'note', note: 'note' },
  ...{ warning: 'warning', yellow: 'warning' },
  ...{ danger: 'caution', red: 'caution', caution: 'caution' },
  ...{ success: 'tip', green: 'tip', tip: 'tip' },
  important: 'important',
};

/** `::: info` is an alert of that kind, any other word a plain box; words behind the first are its title. */
export const boxOpen: RenderRule = (tokens, at) => {
  const [word = '', ...title] = (tokens[at]?.info ?? '').split(/\s+/);
  const name = word.toLowerCase();
  const kind = Object.hasOwn(KINDS, name) ? ` alert-${KINDS[name]}` : '';
  const head = title.length > 0 ? `<p class="alert-title">${escapeHtml(title.join(' '))}</p>\n` : '';
  return `<div class="alert${kind}">\n${head}`;
};

export const boxTitleOpen = (): string => '<p class="alert-title">';

/** Closes every kind of box. */
export const boxClose = (): string => '</div>\n';
