/**
 * The Markdown of a page in CodeMirror. It lives in a shadow root, where its styles are adopted sheets, which the policy against inline
 * styles allows. The textarea of the form stays beside it, hidden, with the same text: what reads it need not know of this.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionSource } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, type KeyBinding } from '@codemirror/view';
import { markdownColours, sourceTheme } from './source-theme.ts';

export interface SourceField {
  readonly view: EditorView;
  /** Puts another text in place of the whole; that can be undone. */
  setText(text: string): void;
}

export interface SourceParts {
  readonly textarea: HTMLTextAreaElement;
  /** What the field is called. */
  readonly name: string;
  readonly keys: readonly KeyBinding[];
  readonly completions: readonly CompletionSource[];
  readonly more: Extension;
}

const shownInstead = (textarea: HTMLTextAreaElement): { readonly host: HTMLElement; readonly root: ShadowRoot } => {
  const host = document.createElement('div');
  host.className = 'source';
  const root = host.attachShadow({ mode: 'open' });
  textarea.after(host);
  textarea.hidden = true;
  document.querySelector(`label[for="${textarea.id}"]`)?.remove();
  return { host, root };
};

/** Typing is told to the form as if the textarea had been typed into. */
const mirrored = (textarea: HTMLTextAreaElement): Extension =>
  EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged) return;
    textarea.value = state.doc.toString();
    textarea.dispatchEvent(new Event('input', { bubbles: true }));
  });

const extensions = ({ textarea, name, keys, completions, more }: SourceParts): Extension => [
  history(),
  drawSelection(),
  highlightSpecialChars(),
  closeBrackets(),
  EditorState.tabSize.of(4),
  indentUnit.of('    '),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({
    'aria-label': name,
    tabindex: '0',
    spellcheck: 'true',
    autocapitalize: 'sentences',
    autocorrect: 'on',
  }),
  markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
  syntaxHighlighting(markdownColours),
  autocompletion({ override: [...completions], icons: false }),
  keymap.of([...keys, ...closeBracketsKeymap, ...completionKeymap, ...markdownKeymap, ...historyKeymap, ...defaultKeymap]),
  sourceTheme,
  mirrored(textarea),
  more,
];

export const sourceField = (parts: SourceParts): SourceField => {
  const { textarea } = parts;
  const { host, root } = shownInstead(textarea);
  // The outer element takes the place of the textarea; the theme of the page reaches in by custom properties.
  const view = new EditorView({ state: EditorState.create({ doc: textarea.value, extensions: extensions(parts) }), parent: root, root });
  host.addEventListener('focus', () => view.focus());
  return {
    view,
    setText: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
  };
};
