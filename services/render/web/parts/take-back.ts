/** Taking back a change or a session: first what it would do, then, on the person's word, done. */
import { fill } from '../../src/domain/texts/fill.ts';
import { type TakeBackPreview, type TakeBackTexts, takeBackView } from '../../src/domain/templates/take-back-view.ts';
import { type Answer, ask, reasonOf, recordsOf, succeeded, textOf } from './api.ts';
import { titleOf } from './change-api.ts';
import { fileOf } from './diff-api.ts';
import { draw, tell } from './draw.ts';
import { leaveNotice } from './notice.ts';
import { base, pathHref } from './screen.ts';

export interface TakingBack {
  /** Where to ask for it. */
  readonly address: string;
  readonly body?: Readonly<Record<string, string>>;
  /** Where the preview is drawn. */
  readonly place: HTMLElement;
  readonly t: TakeBackTexts;
}

type Told = Readonly<Record<string, unknown>>;

const conflictOf = (conflict: Told): TakeBackPreview['conflicts'][number] => {
  const path = textOf(conflict['path']);
  return { title: titleOf(path), href: `${base()}/${pathHref(path)}`, reason: textOf(conflict['reason']) };
};

const previewOf = (body: Told): TakeBackPreview => ({
  files: recordsOf(body['files']).map(fileOf),
  changes: typeof body['changes'] === 'number' ? body['changes'] : 1,
  conflicts: recordsOf(body['conflicts']).map(conflictOf),
});

const send = ({ address, body = {} }: TakingBack, more: object, idempotencyKey?: string): Promise<Answer> =>
  ask(address, {
    method: 'POST',
    body: { ...body, skip_conflicts: true, ...more },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

const problemIn = (place: HTMLElement): HTMLElement => place.querySelector<HTMLElement>('.problem') ?? place;

/** The same wish keeps its key, so that a second press after a lost answer does it once. */
const confirmed = async (taking: TakingBack, key: string): Promise<void> => {
  const { place, t } = taking;
  const button = place.querySelector<HTMLButtonElement>('[data-do="take-back"]');
  if (button) button.disabled = true;
  const answer = await send(taking, {}, key);
  if (succeeded(answer)) {
    leaveNotice(t.takeBackDone);
    location.assign(`${base()}/-/changes`);
    return;
  }
  if (button) button.disabled = false;
  tell(problemIn(place), fill(t.takeBackFailed, { reason: reasonOf(answer, t.saveOffline) }));
};

const close = (place: HTMLElement): void => {
  place.replaceChildren();
  document.querySelector<HTMLElement>('[data-do="preview"]')?.focus();
};

const preview = async (taking: TakingBack): Promise<void> => {
  const { place, t } = taking;
  const answer = await send(taking, { dry_run: true });
  if (!succeeded(answer)) return void tell(place, fill(t.takeBackFailed, { reason: reasonOf(answer, t.saveOffline) }));
  draw(place, takeBackView(previewOf(answer.body), t));
  const key = crypto.randomUUID();
  place.querySelector('[data-do="take-back"]')?.addEventListener('click', () => void confirmed(taking, key));
  place.querySelector('[data-do="cancel"]')?.addEventListener('click', () => close(place));
  place.querySelector<HTMLElement>('.take-back')?.focus();
};

/** Lets a button ask for the preview. */
export const offerTakingBack = (button: HTMLButtonElement, taking: TakingBack): void => {
  button.addEventListener('click', () => {
    button.disabled = true;
    void preview(taking).finally(() => {
      button.disabled = false;
    });
  });
};
