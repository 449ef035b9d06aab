/** What may come next: pages after `[[`, files of the page after `](./`. */
import { type Completion, type CompletionResult, type CompletionSource, pickedCompletion } from '@codemirror/autocomplete';
import { ask, recordsOf, succeeded, textOf } from '../api.ts';
import { base, pathHref } from '../screen.ts';

const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
};

const listed = async (address: string, rows: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const answer = await ask(address);
  return succeeded(answer) ? recordsOf(answer.body[rows]) : [];
};

const pageOption = (page: Readonly<Record<string, unknown>>): Completion => {
  const path = textOf(page['path']).replaceAll('_', ' ');
  const name = textOf(page['name']);
  const ending = path.split('/').at(-1) ?? path;
  return { label: path, type: 'text', ...(name !== '' && name !== ending && { detail: name }) };
};

/** So many pages are offered, from A on; what lies beyond is written out. */
const MOST_PAGES = 1000;

type Apply = Exclude<Completion['apply'], string | undefined>;

/** Puts the name and what closes it, which may be there already, and goes on behind it. */
const closing =
  (end: string): Apply =>
  (...[view, completion, from, to]) => {
    const isClosed = view.state.sliceDoc(to, to + end.length) === end;
    const text = completion.label + end;
    view.dispatch({
      changes: { from, to: isClosed ? to + end.length : to, insert: text },
      selection: { anchor: from + text.length },
      annotations: pickedCompletion.of(completion),
    });
  };

const source = (pattern: RegExp, load: () => Promise<readonly Completion[]>, end: string): CompletionSource => {
  const options = once(load);
  return async (context): Promise<CompletionResult | null> => {
    const before = context.matchBefore(pattern);
    if (!before) return null;
    const from = before.from + (pattern.exec(before.text)?.[1]?.length ?? 0);
    const found = await options();
    return { from, options: found.map((option) => ({ ...option, apply: closing(end) })), validFor: /^[^\]|)#\n]*$/ };
  };
};

export const completionsFor = (path: string): readonly CompletionSource[] => [
  source(/(\[\[)[^\]|\n]*$/, async () => (await listed(`${base()}/api/v1/pages?limit=${MOST_PAGES}`, 'pages')).map(pageOption), ']]'),
  source(
    /(\]\(\.\/)[^)\n]*$/,
    async () =>
      (await listed(`${base()}/api/v1/pages/${pathHref(path)}/attachments`, 'attachments')).map((file) => ({
        label: textOf(file['filename']),
        type: 'text',
      })),
    ')',
  ),
];
