import { describe, expect, it } from '@jest/globals';
import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { begin, insert, insertBlock, nextHeading, pastedLink, wrap } from './commands.ts';
import { between } from './sync-scroll.ts';

/** The text with the selection between `‹` and `›`, or the cursor at `‹›`. */
const stateOf = (marked: string): EditorState => {
  const from = marked.indexOf('‹');
  const to = marked.indexOf('›') - 1;
  return EditorState.create({ doc: marked.replace(/[‹›]/g, ''), selection: EditorSelection.range(from, to) });
};

const markedOf = ({ doc, selection: { main } }: EditorState): string => {
  const text = doc.toString();
  return `${text.slice(0, main.from)}‹${text.slice(main.from, main.to)}›${text.slice(main.to)}`;
};

const after = (marked: string, command: StateCommand): string => {
  let state = stateOf(marked);
  command({ state, dispatch: (transaction) => void (state = transaction.state) });
  return markedOf(state);
};

describe('the buttons of the editor', () => {
  it.each([
    ['a ‹word› b', wrap('**'), 'a **‹word›** b'],
    ['a **‹word›** b', wrap('**'), 'a ‹word› b'],
    ['‹›', wrap('*'), '*‹›*'],
    ['‹one\ntwo›', begin(() => '- '), '- ‹one\n- two›'],
    ['- ‹one\n- two›', begin(() => '- '), '‹one\ntwo›'],
    ['‹one\ntwo›', begin((place) => `${place + 1}. `), '1. ‹one\n2. two›'],
    ['  - ‹one›', begin(() => '- [ ] '), '  - [ ] ‹one›'],
    ['> ‹one›', begin(() => '- '), '- ‹one›'],
    ['‹Title›', nextHeading, '## ‹Title›'],
    ['## ‹Title›', nextHeading, '### ‹Title›'],
    ['#### ‹Title›', nextHeading, '‹Title›'],
    ['see ‹here›', insert('[', 'text', '](https://)'), 'see [‹here›](https://)'],
    ['see ‹›', insert('[', 'text', '](https://)'), 'see [‹text›](https://)'],
    ['a line‹›', insertBlock('| a |'), 'a line\n\n| a |\n‹›'],
    ['‹›', insertBlock('| a |'), '| a |\n‹›'],
  ] as const)('make of %j with command %#: %j', (before, command, expected) => {
    expect(after(before, command)).toBe(expected);
  });
});

describe('an address that is pasted', () => {
  it('onto words becomes their link, and nothing else does', () => {
    const pasted = pastedLink(stateOf('see ‹here› now'), ' https://example.org/a ');
    expect(pasted?.changes).toEqual({ from: 4, to: 8, insert: '[here](https://example.org/a)' });
    expect(pastedLink(stateOf('see ‹›'), 'https://example.org')).toBeUndefined();
    expect(pastedLink(stateOf('see ‹here›'), 'javascript:alert(1)')).toBeUndefined();
    expect(pastedLink(stateOf('see ‹here›'), 'two words')).toBeUndefined();
  });
});

describe('text and preview', () => {
  it.each([
    [0, 0],
    [50, 100],
    [100, 200],
    [150, 250],
    [200, 300],
    [500, 300],
  ])('show the same part: %i lies at %i', (at, expected) => {
    expect(between(at, [0, 100, 200], [0, 200, 300])).toBe(expected);
  });
});
