/** The quiet row of buttons above the text, and the keys that do the same. */
import type { StateCommand } from '@codemirror/state';
import { redo, undo } from '@codemirror/commands';
import type { EditorView, KeyBinding } from '@codemirror/view';
import { begin, insert, insertBlock, nextHeading, wrap } from './commands.ts';

const TABLE = '| Column | Column |\n| --- | --- |\n|  |  |\n';
const CODE = '```\n\n```';

/** By the name that a button of the template has in `data-do`. */
export const DEEDS: Readonly<Record<string, { readonly run: StateCommand; readonly key?: string }>> = {
  undo: { run: undo },
  redo: { run: redo },
  bold: { run: wrap('**'), key: 'Mod-b' },
  italic: { run: wrap('*'), key: 'Mod-i' },
  strike: { run: wrap('~~'), key: 'Mod-Shift-s' },
  code: { run: wrap('`'), key: 'Mod-e' },
  heading: { run: nextHeading, key: 'Mod-Shift-h' },
  quote: { run: begin(() => '> ') },
  list: { run: begin(() => '- '), key: 'Mod-Shift-b' },
  numbers: { run: begin((place) => `${place + 1}. `), key: 'Mod-Shift-n' },
  tasks: { run: begin(() => '- [ ] '), key: 'Mod-Shift-t' },
  codeBlock: { run: insertBlock(CODE), key: 'Mod-Shift-c' },
  link: { run: insert('[', 'text', '](https://)'), key: 'Mod-k' },
  wikilink: { run: insert('[[', '', ']]') },
  image: { run: insert('![', '', '](./)'), key: 'Mod-m' },
  table: { run: insertBlock(TABLE), key: 'Mod-j' },
};

export const deedKeys: readonly KeyBinding[] = Object.values(DEEDS).flatMap(({ run, key }) =>
  key === undefined ? [] : [{ key, run, preventDefault: true }],
);

export const toolbar = (bar: HTMLElement, view: EditorView): void => {
  bar.hidden = false;
  bar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const deed = DEEDS[button?.dataset['do'] ?? ''];
    if (!deed) return;
    deed.run(view);
    view.focus();
  });
};
