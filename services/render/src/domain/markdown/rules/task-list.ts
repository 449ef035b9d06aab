import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { RenderState } from '../render-state.ts';

const BOX = /^\[([ xX])\][ \t]+(?=\S)/;

/** GFM 5.3: the box must open the first paragraph of an item. */
const boxOf = (tokens: readonly Token[], at: number): RegExpExecArray | undefined =>
  tokens[at]?.type === 'list_item_open' && tokens[at + 1]?.type === 'paragraph_open'
    ? (BOX.exec(tokens[at + 2]?.content ?? '') ?? undefined)
    : undefined;

const withoutBox = (inline: Token, length: number): void => {
  inline.content = inline.content.slice(length);
  const [first] = inline.children ?? [];
  if (first?.type === 'text') first.content = first.content.slice(length);
};

/** `- [ ] open` and `- [x] done` show a box; it only shows, a tick is a change of the page. */
export const taskList = ({ tokens, Token: Make }: StateCore): void => {
  tokens.forEach((item, at) => {
    const box = boxOf(tokens, at);
    const inline = tokens[at + 2];
    if (box === undefined || !inline?.children) return;
    item.attrJoin('class', 'task-list-item');
    withoutBox(inline, box[0].length);
    const token = new Make('task_box', 'input', 0);
    token.info = box[1] === ' ' ? 'open' : 'done';
    inline.children.unshift(token);
  });
};

export const taskBox: RenderRule = (tokens, at, ...[, env]) => {
  const { texts } = env as RenderState;
  const isDone = tokens[at]?.info === 'done';
  const label = escapeHtml(isDone ? texts.taskDone : texts.taskOpen);
  return `<input class="task-list-item-checkbox" type="checkbox"${isDone ? ' checked' : ''} disabled aria-label="${label}"> `;
};
