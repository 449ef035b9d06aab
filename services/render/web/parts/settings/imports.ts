/** Bringing files in: an archive in one request, a repository step by step. */
import { type Fate, importOutcome, type ImportOutcome } from '../../../src/domain/templates/settings/imports.ts';
import { type Step, stepList } from '../../../src/domain/templates/steps.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, statusOf, succeeded, textOf } from '../api.ts';
import { draw } from '../draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, valueOf, whyNot } from '../forms.ts';
import { base, element } from '../screen.ts';

type Told = Readonly<Record<string, unknown>>;

const POLL = 500;
const MOST_NAME = 200;

const outcomePlace = (form: HTMLFormElement): HTMLElement => {
  const place = form.querySelector<HTMLElement>('.outcome');
  if (!place) throw new Error('the form has no place for its outcome');
  return place;
};

const fates = (value: unknown, note: (fate: Told) => string): readonly Fate[] =>
  recordsOf(value).map((fate) => ({ file: textOf(fate['file']), note: note(fate) }));

const countsOf = (body: Told, names: readonly (readonly [field: string, what: string])[]): ImportOutcome['counts'] =>
  names.flatMap(([field, what]) => (typeof body[field] === 'number' ? [{ count: body[field], what }] : []));

const reason = (fate: Told): string => textOf(fate['reason']);

const outcomeOf = (body: Told, said: string, t: Texts): ImportOutcome => ({
  said,
  counts: countsOf(body, [
    ['written', t.importWritten],
    ['unchanged', t.importUnchanged],
    ['relinked', t.importRelinked],
    ['commits', t.importCommits],
    ['files', t.importFiles],
  ]),
  lists: [
    {
      title: t.importRenamed,
      fates: fates(body['renamed'], (fate) => `${fill(t.importAs, { name: textOf(fate['as']) })} · ${reason(fate)}`),
    },
    { title: t.importRefused, fates: fates(body['refused'], reason) },
    { title: t.importSkipped, fates: fates(body['skipped'], reason) },
    { title: t.importLeftOut, fates: fates(body['left_out'], reason) },
  ],
  isProposed: body['proposal'] !== undefined,
});

const show = (form: HTMLFormElement, outcome: ImportOutcome, t: Texts): void => {
  const place = outcomePlace(form);
  draw(place, importOutcome(outcome, t));
  place.hidden = false;
  place.focus();
};

const sendZip = async (form: HTMLFormElement, isTrial: boolean, t: Texts): Promise<Sent> => {
  const file = element('zip', HTMLInputElement).files?.[0];
  outcomePlace(form).hidden = true;
  if (!file) return { problem: t.importZipNone };
  sayIn(form, { said: fill(t.importSending, { name: file.name }) });
  // A wiki may want to know why anything changes.
  const message = fill(t.importMessage, { name: file.name.slice(0, MOST_NAME) });
  const query = new URLSearchParams({
    on_conflict: valueOf(form, 'conflict'),
    commit_message: message,
    ...(isTrial && { dry_run: 'true' }),
  });
  const answer = await ask(`${base()}/api/v1/import?${query.toString()}`, {
    method: 'POST',
    file: { content: file, type: 'application/zip' },
  });
  if (!succeeded(answer)) return { problem: whyNot(answer, t) };
  show(form, outcomeOf(answer.body, isTrial ? t.importTried : t.importDone, t), t);
  return { said: '' };
};

const STAGES = ['fetching', 'checking', 'done'] as const;

/** The saga as steps: those before the one that runs are done. */
const stepsOf = (status: string, t: Texts): readonly Step[] => {
  const titles = { fetching: t.importFetching, checking: t.importChecking, done: t.importEnding };
  const now = STAGES.findIndex((stage) => stage === status);
  return STAGES.map((name, at) => {
    const isPast = status === 'done' || at < now;
    return { name, title: titles[name], status: isPast ? 'done' : at === now ? 'running' : 'waiting' };
  });
};

/** Steps tick off until the import has ended, well or not; a poll that does not get through is repeated. */
const follow = async (form: HTMLFormElement, id: string, t: Texts): Promise<Sent> => {
  const place = outcomePlace(form);
  place.hidden = false;
  for (;;) {
    const answer = await ask(`${base()}/api/v1/imports/${encodeURIComponent(id)}`);
    if (succeeded(answer)) {
      const status = textOf(answer.body['status']);
      if (status === 'failed') {
        place.hidden = true;
        return { problem: fill(t.importFailed, { reason: textOf(answer.body['reason']) }) };
      }
      if (status === 'done') {
        show(form, outcomeOf(recordOf(answer.body['result']), t.importDone, t), t);
        return { said: '' };
      }
      draw(place, stepList(stepsOf(status, t), t));
    } else if ((statusOf(answer) ?? 500) < 500) return { problem: whyNot(answer, t) };
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
};

/** The same words are the same wish: a repeat after a lost answer watches the import that already runs. */
let wish = { words: '', key: '' };

const sendGit = async (form: HTMLFormElement, t: Texts): Promise<Sent> => {
  const [url, branch] = ['url', 'branch'].map((field) => valueOf(form, field));
  const body = { git: { url, ...(branch !== '' && { branch }) }, on_conflict: valueOf(form, 'conflict') };
  const words = JSON.stringify(body);
  if (wish.words !== words) wish = { words, key: crypto.randomUUID() };
  outcomePlace(form).hidden = true;
  const answer = await ask(`${base()}/api/v1/imports`, { method: 'POST', body, idempotencyKey: wish.key });
  if (answer.kind === 'answer') wish = { words: '', key: '' };
  return succeeded(answer) ? follow(form, textOf(answer.body['id']), t) : { problem: whyNot(answer, t) };
};

export const imports = (t: Texts): void => {
  const zip = element('zip-form', HTMLFormElement);
  const git = element('git-form', HTMLFormElement);
  onSubmit(zip, (by) => sendZip(zip, by instanceof HTMLButtonElement && by.value === 'try', t));
  onSubmit(git, () => sendGit(git, t));
  readyToSend(zip);
  readyToSend(git);
};
