/** Webhooks of a wiki: the list, what was delivered, and every button on them. */
import { secretPanel } from '../../../src/domain/templates/settings/copyable.ts';
import { type Attempt, deliveryTable, webhookList, type WebhookRow } from '../../../src/domain/templates/settings/webhooks.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { type Answer, ask, recordOf, recordsOf, succeeded, textOf } from '../api.ts';
import { confirmInPlace } from '../confirm.ts';
import { draw, drawProblem } from '../draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, valueOf, whyNot } from '../forms.ts';
import { base, element, locale } from '../screen.ts';

type Told = Readonly<Record<string, unknown>>;

const api = (): string => `${base()}/api/v1/webhooks`;
const LATEST = 20;

const rowOf = (webhook: Told): WebhookRow => {
  const paused = textOf(recordOf(webhook['paused'])['detail']);
  const failing = recordOf(webhook['failing']);
  return {
    id: textOf(webhook['id']),
    url: textOf(webhook['url']),
    description: textOf(webhook['description']),
    prefix: textOf(webhook['prefix']),
    events: Array.isArray(webhook['events']) ? webhook['events'].map(textOf) : [],
    active: webhook['active'] === true,
    ...(paused !== '' && { pausedFor: paused }),
    ...(webhook['failing'] !== undefined && { failing: { next: textOf(failing['next']), problem: textOf(failing['problem']) } }),
  };
};

const attemptOf = (attempt: Told): Attempt => ({
  time: textOf(attempt['time']),
  kind: textOf(attempt['kind']),
  ok: attempt['ok'] === true,
  milliseconds: Number(attempt['milliseconds']) || 0,
  ...(typeof attempt['sequence'] === 'number' && { sequence: attempt['sequence'] }),
  ...(typeof attempt['status'] === 'number' && { status: attempt['status'] }),
  ...(typeof attempt['error'] === 'string' && { error: attempt['error'] }),
});

const list = async (t: Texts, open?: string): Promise<void> => {
  const place = element('webhook-list', HTMLElement);
  const answer = await ask(api());
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  draw(place, webhookList(recordsOf(answer.body['webhooks']).map(rowOf), { t, locale: locale() }));
  const details = open === undefined ? null : place.querySelector<HTMLDetailsElement>(`[data-webhook="${CSS.escape(open)}"] details`);
  if (details) details.open = true;
};

const deliveries = async (row: HTMLElement, t: Texts): Promise<void> => {
  const place = row.querySelector<HTMLElement>('[data-deliveries]');
  const answer = await ask(`${api()}/${row.dataset['webhook'] ?? ''}/deliveries?limit=${LATEST}`);
  if (!place) return;
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  draw(place, deliveryTable(recordsOf(answer.body['deliveries']).map(attemptOf), { t, locale: locale() }));
};

const showSecret = (answer: Extract<Answer, { kind: 'answer' }>, t: Texts): void => {
  const panel = element('webhook-secret', HTMLElement);
  draw(panel, secretPanel(t.webhookSecret, textOf(answer.body['secret']), t));
  panel.hidden = false;
  panel.focus();
};

interface Press {
  readonly row: HTMLElement;
  readonly button: HTMLElement;
  readonly t: Texts;
}

/** After a change the list is drawn anew, with this one still open and the same button in focus. */
const changed = async ({ row, t }: Press, outcome: Sent): Promise<void> => {
  const id = row.dataset['webhook'] ?? '';
  await list(t, id);
  const now = document.querySelector<HTMLElement>(`[data-webhook="${CSS.escape(id)}"]`);
  if (now) sayIn(now, outcome);
  now?.querySelector<HTMLElement>('summary')?.focus();
};

const press = async (path: string, method: 'POST' | 'PATCH' | 'DELETE', { row, t, body }: Press & { readonly body?: object }) => {
  const answer = await ask(`${api()}/${row.dataset['webhook'] ?? ''}${path}`, { method, ...(body && { body }) });
  if (succeeded(answer)) return answer;
  sayIn(row, { problem: whyNot(answer, t) });
  return undefined;
};

const tested = (answer: Extract<Answer, { kind: 'answer' }>, t: Texts): Sent => {
  const { ok, status = '', milliseconds, error } = attemptOf(recordOf(answer.body['attempt']));
  return ok
    ? { said: fill(t.webhookTested, { status, milliseconds }) }
    : { problem: fill(t.webhookTestFailed, { reason: error ?? String(status) }) };
};

const rotate = async (pressed: Press): Promise<void> => {
  const answer = await press('/rotate', 'POST', pressed);
  if (!answer) return;
  await changed(pressed, { said: pressed.t.webhookSecretOld });
  showSecret(answer, pressed.t);
};

const remove = async (pressed: Press): Promise<void> => {
  if (!(await press('', 'DELETE', pressed))) return;
  element('webhook-secret', HTMLElement).hidden = true;
  await list(pressed.t);
  document.querySelector<HTMLElement>('#app\\:webhook-more > summary')?.focus();
};

const ACTIONS: Readonly<Record<string, (pressed: Press) => Promise<void>>> = {
  test: async (pressed) => {
    const answer = await press('/test', 'POST', pressed);
    if (answer) sayIn(pressed.row, tested(answer, pressed.t));
    await deliveries(pressed.row, pressed.t);
  },
  pause: async (pressed) => {
    if (await press('', 'PATCH', { ...pressed, body: { active: false } })) await changed(pressed, { said: pressed.t.webhookPaused });
  },
  resume: async (pressed) => {
    if (await press('', 'PATCH', { ...pressed, body: { active: true } })) await changed(pressed, { said: pressed.t.webhookActive });
  },
  replay: async (pressed) => {
    const sequence = Number(pressed.button.dataset['sequence']);
    if (await press('/replay', 'POST', { ...pressed, body: { sequence } })) sayIn(pressed.row, { said: pressed.t.deliveryReplayed });
    await deliveries(pressed.row, pressed.t);
  },
  rotate: async (pressed) => {
    const { t, button } = pressed;
    confirmInPlace(button, { ask: t.webhookRotateAsk, no: t.confirmNo, yes: () => rotate(pressed) });
  },
  delete: async (pressed) => {
    const { t, button } = pressed;
    confirmInPlace(button, { ask: t.webhookDeleteAsk, no: t.confirmNo, yes: () => remove(pressed) });
  },
};

const add = async (form: HTMLFormElement, t: Texts): Promise<Sent> => {
  const [url, description, prefix] = ['url', 'description', 'prefix'].map((field) => valueOf(form, field));
  const events = new FormData(form).getAll('events');
  const answer = await ask(api(), { method: 'POST', body: { url, description, prefix, events }, idempotencyKey: crypto.randomUUID() });
  if (!succeeded(answer)) return { problem: whyNot(answer, t) };
  form.reset();
  element('webhook-more', HTMLDetailsElement).open = false;
  await list(t);
  showSecret(answer, t);
  return { said: '' };
};

/** Fills the places of the template. */
export const webhooks = async (t: Texts): Promise<void> => {
  const form = element('webhook-form', HTMLFormElement);
  const place = element('webhook-list', HTMLElement);
  onSubmit(form, () => add(form, t));
  place.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const row = button?.closest<HTMLElement>('[data-webhook]');
    const act = ACTIONS[button?.dataset['do'] ?? ''];
    if (button && row && act) void act({ row, button, t });
  });
  // `toggle` does not bubble.
  place.addEventListener(
    'toggle',
    ({ target }) => {
      const row = target instanceof HTMLDetailsElement && target.open ? target.closest<HTMLElement>('[data-webhook]') : null;
      if (row) void deliveries(row, t);
    },
    true,
  );
  await list(t);
  readyToSend(form);
};
