/** Brings a page back to an earlier version, on the person's word. */
import type { ComparingTexts } from '../../src/domain/templates/comparison-form.ts';
import { fill } from '../../src/domain/texts/fill.ts';
import { ask, reasonOf, succeeded } from './api.ts';
import { tell } from './draw.ts';
import { leaveNotice } from './notice.ts';
import { base, locale, pathHref } from './screen.ts';

const restore = async (button: HTMLButtonElement, path: string, t: ComparingTexts): Promise<void> => {
  const time = new Date(button.dataset['at'] ?? '').toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  if (!confirm(fill(t.restoreAsk, { time }))) return;
  button.disabled = true;
  const body = { restore: button.dataset['restore'] };
  const answer = await ask(`${base()}/api/v1/pages/${pathHref(path)}/restore`, {
    method: 'POST',
    body,
    idempotencyKey: crypto.randomUUID(),
  });
  if (succeeded(answer)) {
    leaveNotice(t.restored);
    location.assign(`${base()}/${pathHref(path)}`);
    return;
  }
  button.disabled = false;
  const problem = button.closest('form')?.querySelector<HTMLElement>('.problem');
  if (problem) tell(problem, fill(t.restoreFailed, { reason: reasonOf(answer, t.saveOffline) }));
};

export const offerRestoring = (place: HTMLElement, path: string, t: ComparingTexts): void => {
  for (const button of place.querySelectorAll<HTMLButtonElement>('[data-restore]'))
    button.addEventListener('click', () => void restore(button, path, t));
};
