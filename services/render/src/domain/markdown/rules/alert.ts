import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { TextId } from '../../texts/texts.ts';
import type { RenderState } from '../render-state.ts';

const KINDS = {
  note: 'alertNote',
  tip: 'alertTip',
  important: 'alertImportant',
  warning: 'alertWarning',
  caution: 'alertCaution',
} as const satisfies Readonly<Record<string, TextId>>;

const isKind = (kind: string): kind is keyof typeof KINDS => Object.hasOwn(KINDS, kind);

const MARK = /^\[!([a-z]+)\][ \t]*(?:\n|$|(?=\S))/i;

const markIn = (inline: Token | undefined): { readonly kind: string; readonly length: number } | undefined => {
  const mark = MARK.exec(inline?.content ?? '');
  const kind = mark?.[1]?.toLowerCase() ?? '';
  return mark && isKind(kind) ? { kind, length: mark[0].length } : undefined;
};

const kindOf = (tokens: readonly Token[], at: number): ReturnType<typeof markIn> =>
  tokens[at]?.type === 'blockquote_open' && tokens[at + 1]?.type === 'paragraph_open' ? markIn(tokens[at + 2]) : undefined;

const closeOf = (tokens: readonly Token[], at: number): Token | undefined => {
  for (let place = at + 1; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token?.type === 'blockquote_close' && token.level === tokens[at]?.level) return token;
  }
  return undefined;
};

const isBare = (tokens: readonly Token[], at: number, length: number): boolean =>
  tokens[at + 2]?.content.length === length && tokens[at + 4]?.type === 'blockquote_close';

const asAlert = (tokens: readonly Token[], at: number, kind: string): void => {
  const open = tokens[at];
  const close = closeOf(tokens, at);
  if (!open || !close) return;
  open.type = 'alert_open';
  open.info = kind;
  open.attrs = [['class', `alert alert-${kind}`]];
  close.type = 'alert_close';
  open.tag = close.tag = 'div';
};

/** `> [!NOTE]` opens an alert; a mark with nothing behind it stays an ordinary quote. Runs before inline parsing. */
export const alerts = ({ tokens }: StateCore): void => {
  tokens.forEach((_, at) => {
    const found = kindOf(tokens, at);
    const inline = tokens[at + 2];
    if (!found || !inline || isBare(tokens, at, found.length)) return;
    inline.content = inline.content.slice(found.length);
    const paragraph = inline.content === '' ? [tokens[at + 1], tokens[at + 3]] : [];
    for (const token of paragraph) if (token) token.hidden = true;
    asAlert(tokens, at, found.kind);
  });
};

export const alertOpen: RenderRule = (tokens, at, ...[, env]) => {
  const kind = tokens[at]?.info ?? '';
  const title = isKind(kind) ? (env as RenderState).texts[KINDS[kind]] : '';
  return `<div class="alert alert-${kind}">\n<p class="alert-title">${escapeHtml(title)}</p>\n`;
};
