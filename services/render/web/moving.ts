import { belowChoice, type MovePreview, movePreview } from '../src/domain/templates/pages/moving.ts';
import { fill } from '../src/domain/texts/fill.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { type Answer, ask, recordOf, recordsOf, statusOf, succeeded, textOf } from './parts/api.ts';
import { draw } from './parts/draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, valueOf, whyNot } from './parts/forms.ts';
import { leaveNotice } from './parts/notice.ts';
import { base, element, fact, pathHref, spoken } from './parts/screen.ts';

const t = spoken() as Texts;
const path = fact('path') ?? '';
const api = `${base()}/api/v1/pages/${pathHref(path)}`;
const ACCEPTED = 202;

const numberIn = (told: Readonly<Record<string, unknown>>, name: string): number => {
  const value = told[name];
  return typeof value === 'number' ? value : 0;
};

const previewOf = ({ counts, moved_pages: moved }: Readonly<Record<string, unknown>>): MovePreview => {
  const told = recordOf(counts);
  return {
    pages: numberIn(told, 'pages'),
    files: numberIn(told, 'files'),
    updated: numberIn(told, 'updated_pages'),
    notAllowed: numberIn(told, 'not_allowed'),
    beyond: numberIn(told, 'beyond_limit'),
    moves: recordsOf(moved).map((one) => ({ from: textOf(one['from']), to: textOf(one['to']) })),
  };
};

const goOn = (href: string, notice: string): Sent => {
  leaveNotice(notice);
  location.assign(href);
  return { said: '' };
};

const failed = (sentence: string, answer: Answer): Sent => ({ problem: fill(sentence, { reason: whyNot(answer, t) }) });

const preview = async (to: string): Promise<Sent> => {
  const answer = await ask(`${api}/rename`, { method: 'POST', body: { new_path: to, dry_run: true } });
  const place = element('preview', HTMLElement);
  place.replaceChildren();
  if (!succeeded(answer)) return failed(t.moveFailed, answer);
  draw(place, movePreview(previewOf(answer.body), t));
  return { said: '' };
};

const move = async (to: string): Promise<Sent> => {
  const answer = await ask(`${api}/rename`, { method: 'POST', body: { new_path: to }, idempotencyKey: crypto.randomUUID() });
  if (!succeeded(answer)) return failed(t.moveFailed, answer);
  if (statusOf(answer) === ACCEPTED) return goOn(`${base()}/${pathHref(path)}`, t.moveProposed);
  return goOn(`${base()}/${pathHref(textOf(answer.body['new_path']))}`, t.moveDone);
};

const moveForm = (form: HTMLFormElement): void => {
  onSubmit(form, async (by) => {
    const to = valueOf(form, 'to');
    if (to.replaceAll(' ', '_') === path.replaceAll(' ', '_')) return { problem: t.moveNothing };
    return by?.getAttribute('value') === 'move' ? move(to) : preview(to);
  });
  // What was shown holds for the address that it was shown for.
  element('to', HTMLInputElement).addEventListener('input', () => element('preview', HTMLElement).replaceChildren());
  readyToSend(form);
};

const remove = async (isAll: boolean): Promise<Sent> => {
  const answer = await ask(api, { method: 'DELETE', body: isAll ? { recursive: true } : {}, idempotencyKey: crypto.randomUUID() });
  if (!succeeded(answer)) return failed(t.deleteFailed, answer);
  if (statusOf(answer) === ACCEPTED) return goOn(`${base()}/${pathHref(path)}`, t.moveProposed);
  return goOn(`${base()}/${pathHref(path)}/history`, fill(t.deleteDone, { title: fact('title') ?? path }));
};

const deleteForm = async (form: HTMLFormElement): Promise<void> => {
  onSubmit(form, () => remove(valueOf(form, 'what') === 'all'));
  const [trial, links] = await Promise.all([
    ask(api, { method: 'DELETE', body: { recursive: true, dry_run: true } }),
    ask(`${base()}/api/v1/links/${pathHref(path)}?limit=200`),
  ]);
  if (!succeeded(trial)) sayIn(form, failed(t.deleteFailed, trial));
  const told = succeeded(trial) ? recordOf(trial.body['below']) : {};
  const below = { pages: numberIn(told, 'pages'), files: numberIn(told, 'files') };
  if (below.pages + below.files > 0) draw(element('below', HTMLElement), belowChoice(below, t));
  const linked = succeeded(links) ? recordsOf(links.body['incoming']).length : 0;
  if (linked > 0) element('linked', HTMLElement).textContent = fill(t.deleteLinked, { count: linked });
  readyToSend(form);
};

const moving = document.getElementById('app:move');
const deleting = document.getElementById('app:delete');
if (moving instanceof HTMLFormElement) moveForm(moving);
if (deleting instanceof HTMLFormElement) await deleteForm(deleting);
