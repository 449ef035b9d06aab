/** Forms that are sent to the public API: what was typed stays, whatever the answer; how it went is said below the form. */
import type { TextId, Texts } from '../../src/domain/texts/texts.ts';
import { type Answer, ask, type Asking, succeeded, textOf } from './api.ts';
import { tell } from './draw.ts';

/** Refusals that are told in the reader's own language; all others as the API words them. */
const KNOWN: Readonly<Record<string, TextId>> = {
  'wiki.slug-taken': 'addressTaken',
  'account.name-taken': 'usernameTaken',
  'account.too-many-names': 'usernameTooMany',
  'account.unknown-name': 'accountUnknown',
  'token.too-many': 'tokensTooMany',
  'webhook.too-many': 'webhooksTooMany',
  'wiki.limit-reached': 'wikisTooMany',
};

type Refusing = Pick<Texts, 'unreachable' | 'signedOut'> & Partial<Texts>;

/** Why it was not done, and what to do. */
export const whyNot = (answer: Answer, t: Refusing): string => {
  if (answer.kind === 'unreachable') return t.unreachable;
  if (answer.status === 401) return t.signedOut;
  const { code, detail, remedy, title } = answer.body;
  const known = KNOWN[textOf(code)];
  const own = known && t[known];
  if (own !== undefined) return own;
  return [textOf(detail) || textOf(title) || `HTTP ${answer.status}`, textOf(remedy)].filter((part) => part !== '').join(' ');
};

/** What became of it: said quietly, or told as a problem. */
export type Sent = { readonly said: string } | { readonly problem: string };

/** One request; its answer goes on to `then`, which may say something of its own. */
export const sent = async (
  path: string,
  asking: Asking,
  { t, said }: { readonly t: Refusing; readonly said: (body: Readonly<Record<string, unknown>>) => string | Promise<string> },
): Promise<Sent> => {
  const answer = await ask(path, asking);
  return succeeded(answer) ? { said: await said(answer.body) } : { problem: whyNot(answer, t) };
};

const placeIn = (within: HTMLElement, name: string): HTMLElement | null => within.querySelector<HTMLElement>(name);

/** Says it below the form, and takes back what was said before. */
export const sayIn = (within: HTMLElement, outcome: Sent): void => {
  const said = placeIn(within, '.form-said');
  const problem = placeIn(within, '.problem');
  if (said) said.textContent = 'said' in outcome ? outcome.said : '';
  if (problem) tell(problem, 'problem' in outcome ? outcome.problem : '');
};

export const readyToSend = (form: HTMLFormElement): void => {
  form.querySelector<HTMLFieldSetElement>('fieldset.bare')?.removeAttribute('disabled');
};

/** Lets a form send itself. While it is under way nothing can be sent again; the fields stay as they are. */
export const onSubmit = (form: HTMLFormElement, send: (by: HTMLElement | null) => Promise<Sent>): void => {
  let isUnderWay = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isUnderWay) return;
    isUnderWay = true;
    form.setAttribute('aria-busy', 'true');
    sayIn(form, { said: '' });
    void send(event.submitter)
      .then((outcome) => sayIn(form, outcome))
      .finally(() => {
        isUnderWay = false;
        form.removeAttribute('aria-busy');
      });
  });
};

/** A field of a form by its name. */
export const valueOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
};
