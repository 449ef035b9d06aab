import { html } from '../src/domain/templates/html.ts';
import { connectedText } from '../src/domain/templates/settings/connect.ts';
import { secretPanel } from '../src/domain/templates/settings/copyable.ts';
import { secretTitle } from '../src/domain/templates/settings/tokens.ts';
import { timeTag } from '../src/domain/templates/time-tag.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, succeeded, textOf } from './parts/api.ts';
import { copyables } from './parts/copyable.ts';
import { draw } from './parts/draw.ts';
import { onSubmit, readyToSend, type Sent, whyNot } from './parts/forms.ts';
import { element, fact, locale, spoken } from './parts/screen.ts';
import { tabs } from './parts/tabs.ts';
import { askForToken, tokensOf } from './parts/token-list.ts';

const POLL = 2_000;

const t = spoken() as Texts;

/** The lines as they came, to be filled in with one secret after the other. */
const lines = [...document.querySelectorAll<HTMLElement>('#app\\:panels code')].map((code) => ({ code, template: code.textContent ?? '' }));

const fillIn = (secret: string): void => {
  for (const { code, template } of lines) code.textContent = template.replaceAll(t.connectPlaceholder, secret);
};

type State = 'idle' | 'waiting' | 'done';

const signal = (state: State, content: Parameters<typeof draw>[1]): void => {
  element('signal', HTMLElement).dataset['state'] = state;
  draw(element('signal-text', HTMLElement), content);
};

const called = (name: string, at: string): void => {
  const [before, after] = connectedText(name, t);
  signal('done', html`<strong>${t.connectDone}</strong> ${before}${timeTag(at, locale())}${after}`);
};

/** Only the latest token is watched. */
let watched = '';

/** Its first use is noted at once, whichever door it came to. A poll that does not get through is repeated; none is sent while nobody looks. */
const watch = async (id: string): Promise<void> => {
  watched = id;
  signal('waiting', html`<strong>${t.connectWaiting}</strong> ${t.connectWaitingHint}`);
  while (watched === id) {
    await new Promise((resolve) => setTimeout(resolve, POLL));
    if (document.hidden) continue;
    const token = tokensOf(await ask('/api/v1/tokens')).find((one) => one['id'] === id);
    if (typeof token?.['lastUsed'] === 'string') return called(textOf(token['name']), token['lastUsed']);
  }
};

/** One token at a time: the form makes room for the secret, and comes back when another is wanted. */
const showForm = (form: HTMLFormElement, isShown: boolean): void => {
  form.hidden = !isShown;
  const another = element('another', HTMLElement).parentElement;
  if (another) another.hidden = isShown;
};

const make = async (form: HTMLFormElement): Promise<Sent> => {
  const answer = await askForToken(form, fact('address'), crypto.randomUUID());
  if (!succeeded(answer)) return { problem: whyNot(answer, t) };
  const secret = textOf(answer.body['secret']);
  const panel = element('token-secret', HTMLElement);
  draw(panel, secretPanel(secretTitle(textOf(answer.body['name']), t), secret, t));
  panel.hidden = false;
  showForm(form, false);
  panel.focus();
  fillIn(secret);
  void watch(textOf(answer.body['id']));
  return { said: '' };
};

copyables(t.copied);
const list = document.querySelector<HTMLElement>('.tabs');
if (list) tabs(list);
const form = document.getElementById('app:token-form');
if (form instanceof HTMLFormElement) {
  onSubmit(form, () => make(form));
  element('another', HTMLElement).addEventListener('click', () => {
    showForm(form, true);
    element('token-name', HTMLInputElement).focus();
  });
  readyToSend(form);
}
