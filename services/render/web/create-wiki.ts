import { html } from '../src/domain/templates/html.ts';
import { stepList, type Step } from '../src/domain/templates/steps.ts';
import { fill } from '../src/domain/texts/fill.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { draw, tell } from './parts/draw.ts';
import { valueOf, whyNot } from './parts/forms.ts';
import { element, spoken } from './parts/screen.ts';

const POLL = 500;

const t = {
  ...spoken<'creatingWiki' | 'createdWiki' | 'openWiki' | 'createFailed' | 'stepFailed' | 'stepFailedUndone' | 'retry'>(),
  ...spoken<'stepWaiting' | 'stepRunning' | 'stepDone' | 'stepFailedState' | 'unreachable' | 'signedOut' | 'addressTaken'>(),
};
const form = element('create', HTMLFormElement);
const name = element('name', HTMLInputElement);
const slug = element('slug', HTMLInputElement);
const purpose = element('purpose', HTMLTextAreaElement);
const problem = element('problem', HTMLElement);
const progress = element('progress', HTMLElement);
const heading = element('heading', HTMLElement);

const MARKS = /\p{M}+/gu;
const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 30)
    .replace(/-$/, '');

let isSlugTyped = slug.value !== '';
const suggest = (): void => {
  if (!isSlugTyped) slug.value = slugOf(name.value);
};
name.addEventListener('input', suggest);
suggest(); // what was typed before this code was there
slug.addEventListener('input', () => {
  isSlugTyped = slug.value !== '';
});

const STATES = ['waiting', 'running', 'done', 'failed'] as const;

const stepOf = (row: Readonly<Record<string, unknown>>): Step => ({
  name: textOf(row['name']),
  title: textOf(row['title']) || textOf(row['name']),
  status: STATES.find((status) => status === row['status']) ?? 'waiting',
  ...(typeof row['reason'] === 'string' && { reason: row['reason'] }),
});

const backToForm = (said: string): void => {
  heading.textContent = document.title.split(' · ')[0] ?? '';
  form.hidden = false;
  progress.hidden = true;
  tell(problem, said);
};

const failed = (steps: readonly Step[]): void => {
  const step = steps.find(({ status }) => status === 'failed');
  draw(
    progress,
    html`${stepList(steps, t)}
      <div class="problem" role="alert">
        <p>${step && fill(t.stepFailed, { step: step.title, reason: step.reason ?? '' })}</p>
        <p>${t.stepFailedUndone}</p>
      </div>
      <p class="buttons"><button class="button primary" type="button">${t.retry}</button></p>`,
  );
  progress.querySelector('button')?.addEventListener('click', () => backToForm(''));
};

const ready = (steps: readonly Step[], href: string): void => {
  heading.textContent = fill(t.createdWiki, { name: name.value });
  draw(
    progress,
    html`${stepList(steps, t)}
      <p class="buttons"><a class="button primary" href="${href}">${t.openWiki}</a></p>`,
  );
  progress.querySelector('a')?.focus();
};

const pause = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, POLL));
};

/** The steps tick off until the saga has ended, well or not; a poll that does not get through is simply repeated. */
const follow = async (address: string): Promise<void> => {
  for (;;) {
    const answer = await ask(address);
    if (succeeded(answer)) {
      const steps = recordsOf(answer.body['steps']).map(stepOf);
      if (answer.body['status'] === 'active') return ready(steps, textOf(answer.body['href']));
      if (answer.body['status'] === 'failed') return failed(steps);
      draw(progress, stepList(steps, t));
    }
    await pause();
  }
};

/** A new try of the same words is the same wish; other words, or a wish that ended, are a new one. */
let wish = { words: '', key: '' };

const asked = () => {
  const [url, branch] = ['template', 'branch'].map((field) => valueOf(form, field));
  return {
    name: name.value.trim(),
    slug: slug.value.trim(),
    purpose: purpose.value.trim(),
    visibility: valueOf(form, 'visibility'),
    ...(url !== '' && { template: { url, ...(branch !== '' && { branch }) } }),
  };
};

const create = async (): Promise<void> => {
  const body = asked();
  const words = JSON.stringify(body);
  if (wish.words !== words) wish = { words, key: crypto.randomUUID() };
  const answer = await ask('/api/v1/wikis', { method: 'POST', body, idempotencyKey: wish.key });
  if (answer.kind === 'answer') wish = { words: '', key: '' };
  if (!succeeded(answer)) return tell(problem, `${t.createFailed} ${whyNot(answer, t)}`);
  heading.textContent = fill(t.creatingWiki, { name: body.name });
  form.hidden = true;
  progress.hidden = false;
  await follow(textOf(answer.body['progress']));
};

let isCreating = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (isCreating) return;
  isCreating = true;
  tell(problem, '');
  void create().finally(() => {
    isCreating = false;
  });
});
