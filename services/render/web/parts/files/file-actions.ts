/** What can be done with one file of the list. */
import type { Attachment } from '../../../src/domain/templates/files/attachment-list.ts';
import { changeList, type ChangeTexts } from '../../../src/domain/templates/change-list.ts';
import { html, type Markup } from '../../../src/domain/templates/html.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { ask, recordsOf, succeeded } from '../api.ts';
import { changeOf } from '../change-api.ts';
import { confirmInPlace } from '../confirm.ts';
import { draw, drawProblem, tell } from '../draw.ts';
import { whyNot } from '../forms.ts';
import { base, element, locale, pathHref } from '../screen.ts';
import { sizeText } from '../size-text.ts';
import { uploadOne } from './upload-list.ts';

export interface Acting {
  readonly file: Attachment;
  readonly item: HTMLElement;
  readonly t: Texts;
  /** Draws the list anew, with something to say. */
  readonly again: (said: string) => Promise<void>;
}

const SHOWN_FOR = 1_500;
const PICTURE = /\.(png|jpe?g|gif|webp|svg|avif)$/i;

const api = ({ path, name }: Attachment): string => `${base()}/api/v1/pages/${pathHref(path)}/attachments/${encodeURIComponent(name)}`;

/** As it is written in the page that the file lies beside. */
export const markdownOf = ({ name }: Pick<Attachment, 'name'>): string => {
  const target = `./${encodeURIComponent(name).replaceAll('(', '%28').replaceAll(')', '%29')}`;
  return PICTURE.test(name) ? `![](${target})` : `[${name.replaceAll(/[[\]]/g, String.raw`\$&`)}](${target})`;
};

const copy = async (button: HTMLElement, { file, t }: Acting): Promise<void> => {
  const words = button.lastChild;
  try {
    await navigator.clipboard.writeText(markdownOf(file));
    if (!words) return;
    words.textContent = t.attachmentsCopied;
    setTimeout(() => (words.textContent = t.attachmentsCopy), SHOWN_FOR);
  } catch {
    // No clipboard here, as over plain HTTP from elsewhere: it is shown, to be copied by hand.
    const shown = document.createElement('code');
    shown.textContent = markdownOf(file);
    button.replaceWith(shown);
    getSelection()?.selectAllChildren(shown);
  }
};

const sizeOf = (row: Readonly<Record<string, unknown>>, t: Texts): Markup =>
  html`<span class="quiet">${row['deleted'] === true ? t.attachmentsGone : sizeText(typeof row['size'] === 'number' ? row['size'] : 0, locale())}</span>`;

const showHistory = async (button: HTMLElement, { file, item, t }: Acting): Promise<void> => {
  const place = item.querySelector<HTMLElement>('.file-history');
  if (!place) return;
  const isOpen = place.hidden;
  place.hidden = !isOpen;
  button.setAttribute('aria-expanded', String(isOpen));
  if (!isOpen || place.childElementCount > 0) return;
  const answer = await ask(`${api(file)}/history`);
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  const rows = recordsOf(answer.body['history']);
  const byRevision = new Map(rows.map((row) => [changeOf(row).revision, row]));
  const changes = rows.map(changeOf).map((change) => ({ ...change, href: `${base()}/-/commit/${change.revision}` }));
  draw(
    place,
    html`<h3 class="unseen">${fill(t.attachmentsHistoryOf, { name: file.name })}</h3>
      ${changeList(changes, { locale: locale(), t: t as ChangeTexts }, ({ revision }) => ({ after: sizeOf(byRevision.get(revision) ?? {}, t) }))}`,
  );
};

const replace = ({ file, t, again }: Acting): void => {
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.addEventListener('change', () => {
    const chosen = picker.files?.[0];
    if (!chosen) return;
    void uploadOne(chosen, file.name, { path: file.path, t, revision: file.revision }).then((kept) => (kept ? again('') : undefined));
  });
  picker.click();
};

const remove = async ({ file, t, again }: Acting): Promise<void> => {
  const answer = await ask(api(file), { method: 'DELETE', body: { revision: file.revision }, idempotencyKey: crypto.randomUUID() });
  if (!succeeded(answer)) return tell(element('files-problem', HTMLElement), fill(t.attachmentsFailed, { reason: whyNot(answer, t) }));
  await again(fill(answer.body['deleted'] === false ? t.attachmentsProposed : t.attachmentsDeleted, { name: file.name }));
};

export const offerActions = (acting: Acting): void => {
  const { item, file, t } = acting;
  const on = (name: string, act: (button: HTMLElement) => void): void => {
    const button = item.querySelector<HTMLElement>(`[data-do="${name}"]`);
    button?.addEventListener('click', () => act(button));
  };
  on('copy', (button) => void copy(button, acting));
  on('history', (button) => void showHistory(button, acting));
  on('replace', () => replace(acting));
  on('delete', (button) =>
    confirmInPlace(button, { ask: fill(t.attachmentsDeleteAsk, { name: file.name }), no: t.cancel, yes: () => remove(acting) }),
  );
};
