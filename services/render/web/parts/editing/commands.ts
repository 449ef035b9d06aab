/** What buttons and keys do to the text: pure changes of the selection, so that each can be undone as one. */
import { type ChangeSpec, EditorSelection, type EditorState, type SelectionRange, type StateCommand } from '@codemirror/state';

interface Changed {
  readonly changes: ChangeSpec;
  readonly range: SelectionRange;
}

const changedBy =
  (change: (state: EditorState, range: SelectionRange) => Changed): StateCommand =>
  ({ state, dispatch }) => {
    dispatch(
      state.update(
        state.changeByRange((range) => change(state, range)),
        { scrollIntoView: true, userEvent: 'input' },
      ),
    );
    return true;
  };

const isInside = (state: EditorState, { from, to }: SelectionRange, mark: string): boolean =>
  state.sliceDoc(from - mark.length, from) === mark && state.sliceDoc(to, to + mark.length) === mark;

/** Puts marks around the selection, or takes away those that are there. */
export const wrap = (mark: string): StateCommand =>
  changedBy((state, range) => {
    const { from, to } = range;
    const by = mark.length;
    if (isInside(state, range, mark))
      return {
        changes: [
          { from: from - by, to: from },
          { from: to, to: to + by },
        ],
        range: EditorSelection.range(from - by, to - by),
      };
    return {
      changes: [
        { from, insert: mark },
        { from: to, insert: mark },
      ],
      range: EditorSelection.range(from + by, to + by),
    };
  });

const linesOf = (state: EditorState, { from, to }: SelectionRange) => {
  const lines = [];
  for (let at = state.doc.lineAt(from); ; at = state.doc.line(at.number + 1)) {
    lines.push(at);
    if (at.to >= to) return lines;
  }
};

/** The beginning of a line that is a heading or an item of some list. */
const BEGINNING = /^(\s*)(?:#{1,6} |> |[-*+] \[[ xX]\] |[-*+] |\d+[.)] )?/;

/** Gives every line of the selection this beginning in place of the one it has; the same one again takes it away. */
export const begin = (beginning: (place: number) => string): StateCommand =>
  changedBy((state, range) => {
    const lines = linesOf(state, range);
    const olds = lines.map(({ text }) => BEGINNING.exec(text)?.[0] ?? '');
    const isThere = lines.every((_, place) => olds[place]?.trimStart() === beginning(place));
    const changes = lines.map(({ from }, place) => {
      const old = olds[place] ?? '';
      const indent = old.slice(0, old.length - old.trimStart().length);
      return { from, to: from + old.length, insert: indent + (isThere ? '' : beginning(place)) };
    });
    const set = state.changes(changes);
    return { changes: set, range: EditorSelection.range(set.mapPos(range.anchor, 1), set.mapPos(range.head, 1)) };
  });

const MOST_HEADING = 4;

/** No heading, then the second level, the third, the fourth, and none again; the first is the page's own. */
export const nextHeading: StateCommand = ({ state, dispatch }) => {
  const { text } = state.doc.lineAt(state.selection.main.from);
  const level = /^(#{1,6}) /.exec(text)?.[1]?.length ?? 1;
  const next = level >= MOST_HEADING ? 0 : Math.max(level, 1) + 1;
  const is = (place: number): string => (next === 0 ? (/^#{1,6} /.exec(text)?.[0] ?? '') : place === 0 ? `${'#'.repeat(next)} ` : '');
  return begin(is)({ state, dispatch });
};

/** Puts a text around or in place of the selection, and selects the part of it that is to be filled in. */
export const insert = (before: string, filling: string, after: string): StateCommand =>
  changedBy((state, { from, to }) => {
    const inside = state.sliceDoc(from, to) || filling;
    const start = from + before.length;
    return { changes: { from, to, insert: before + inside + after }, range: EditorSelection.range(start, start + inside.length) };
  });

/** A block of its own: with an empty line above and below it. */
export const insertBlock = (text: string): StateCommand =>
  changedBy((state, { from, to }) => {
    const line = state.doc.lineAt(from);
    const lead = line.text.trim() === '' ? '' : '\n\n';
    const block = `${lead}${text}\n`;
    return {
      changes: { from: lead === '' ? from : line.to, to: lead === '' ? to : line.to, insert: block },
      range: EditorSelection.cursor((lead === '' ? from : line.to) + block.length),
    };
  });

const ADDRESS = /^https?:\/\/\S+$/;

/** An address that is pasted onto selected text becomes its link; undefined when it is not that. */
export const pastedLink = (state: EditorState, pasted: string): Changed | undefined => {
  const { main } = state.selection;
  if (main.empty || !ADDRESS.test(pasted.trim())) return undefined;
  const text = `[${state.sliceDoc(main.from, main.to)}](${pasted.trim()})`;
  return { changes: { from: main.from, to: main.to, insert: text }, range: EditorSelection.cursor(main.from + text.length) };
};
