/** Files that are pasted or dropped go beside the page, and a link to each into the text. */
import type { EditorView } from '@codemirror/view';
import { EditorView as View } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { fill } from '../../../src/domain/texts/fill.ts';
import { reasonOf, succeeded, textOf } from '../api.ts';
import { sendFile } from '../files/send-file.ts';
import { pastedLink } from './commands.ts';

export interface UploadWords {
  readonly uploading: string;
  readonly uploadFailed: string;
  readonly uploadNewPage: string;
  readonly saveOffline: string;
}

export interface Uploading {
  readonly path: string;
  /** It is not saved yet, so nothing can lie beside it. */
  readonly isNew: boolean;
  readonly t: UploadWords;
  /** Says how it goes; nothing when all is done. */
  readonly say: (words: string) => void;
}

/** Pictures from a clipboard all have the same name. */
const nameOf = ({ name, type }: File): string => {
  if (name !== '' && name !== 'image.png') return name;
  return `picture-${new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')}.${type.split('/')[1] ?? 'png'}`;
};

const linkTo = (name: string, { type }: File): string => {
  const target = `./${name.replaceAll(' ', '%20')}`;
  return type.startsWith('image/') ? `![](${target})` : `[${name}](${target})`;
};

const uploaded = async (file: File, { path, t, say }: Uploading): Promise<string | undefined> => {
  const filename = nameOf(file);
  say(fill(t.uploading, { name: filename }));
  const answer = await sendFile({ path, name: filename, file, onProgress: () => undefined });
  if (succeeded(answer)) {
    say('');
    return linkTo(textOf(answer.body['filename']) || filename, file);
  }
  say(fill(t.uploadFailed, { name: filename, reason: reasonOf(answer, t.saveOffline) }));
  return undefined;
};

/** One after the other: each is a change of its own. */
const upload = async (view: EditorView, files: readonly File[], uploading: Uploading): Promise<void> => {
  if (files.length > 0 && uploading.isNew) return uploading.say(uploading.t.uploadNewPage);
  for (const file of files) {
    const link = await uploaded(file, uploading);
    if (link !== undefined) view.dispatch(view.state.replaceSelection(`${link}\n`));
  }
};

const filesOf = (transfer: DataTransfer | null): readonly File[] => [...(transfer?.files ?? [])];

const paste = (event: ClipboardEvent, view: EditorView, uploading: Uploading): boolean => {
  const files = filesOf(event.clipboardData);
  const link = files.length > 0 ? undefined : pastedLink(view.state, event.clipboardData?.getData('text/plain') ?? '');
  if (link) view.dispatch({ changes: link.changes, selection: link.range, userEvent: 'input.paste' });
  else void upload(view, files, uploading);
  return files.length > 0 || link !== undefined;
};

const drop = (event: DragEvent, view: EditorView, uploading: Uploading): boolean => {
  const files = filesOf(event.dataTransfer);
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
  if (files.length > 0 && at !== null) view.dispatch({ selection: { anchor: at } });
  void upload(view, files, uploading);
  return files.length > 0;
};

/** What is taken here is not put into the text by the browser too. */
export const uploads = (uploading: Uploading): Extension =>
  View.domEventHandlers({
    paste: (event, view) => paste(event, view, uploading),
    drop: (event, view) => drop(event, view, uploading),
  });
