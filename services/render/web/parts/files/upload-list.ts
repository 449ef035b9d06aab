/** Files that are dropped or picked, one after the other, each with how far it is. */
import { html } from '../../../src/domain/templates/html.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { statusOf, succeeded } from '../api.ts';
import { draw } from '../draw.ts';
import { whyNot } from '../forms.ts';
import { element, fact, locale } from '../screen.ts';
import { sizeText } from '../size-text.ts';
import { sendFile } from './send-file.ts';

export interface Uploading {
  readonly path: string;
  readonly t: Texts;
  readonly done: () => Promise<void>;
}

const ACCEPTED = 202;

const line = (
  words: string,
): { readonly item: HTMLElement; readonly say: (words: string, state: string) => void; readonly bar: HTMLProgressElement } => {
  const item = document.createElement('li');
  draw(item, html`<span class="upload-words">${words}</span><progress max="1" value="0" aria-label="${words}"></progress>`);
  element('uploads', HTMLElement).append(item);
  const bar = item.querySelector('progress');
  if (!bar) throw new Error('the line has no bar');
  const say = (now: string, state: string): void => {
    bar.remove();
    item.className = state;
    const place = item.querySelector('.upload-words');
    if (place) place.textContent = now;
  };
  return { item, say, bar };
};

/** True when it was kept or proposed. */
export const uploadOne = async (
  file: File,
  name: string,
  { path, t, revision }: Omit<Uploading, 'done'> & { readonly revision?: string },
): Promise<boolean> => {
  const most = Number(fact('most'));
  const { say, bar } = line(fill(t.attachmentsUploading, { name }));
  if (file.size > most) {
    say(fill(t.attachmentsTooLarge, { name, size: sizeText(file.size, locale()), most: sizeText(most, locale()) }), 'upload-failed');
    return false;
  }
  const answer = await sendFile({
    path,
    name,
    file,
    ...(revision !== undefined && { revision }),
    onProgress: (share) => (bar.value = share),
  });
  if (!succeeded(answer)) {
    say(fill(t.attachmentsUploadFailed, { name, reason: whyNot(answer, t) }), 'upload-failed');
    return false;
  }
  say(fill(statusOf(answer) === ACCEPTED ? t.attachmentsProposed : t.attachmentsUploaded, { name }), 'upload-done');
  return true;
};

const upload = async (files: readonly File[], uploading: Uploading): Promise<void> => {
  let kept = false;
  for (const file of files) kept = (await uploadOne(file, file.name, uploading)) || kept;
  if (kept) await uploading.done();
};

export const offerUploads = (uploading: Uploading): void => {
  const drop = element('drop', HTMLElement);
  const picker = element('files', HTMLInputElement);
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    picker.value = '';
    void upload(files, uploading);
  });
  for (const name of ['dragover', 'dragleave', 'drop'] as const) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle('drop-over', name === 'dragover');
      if (name === 'drop') void upload([...(event.dataTransfer?.files ?? [])], uploading);
    });
  }
};
