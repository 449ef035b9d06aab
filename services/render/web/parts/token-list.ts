/** A person's tokens: listed, made, revoked. */
import { secretPanel } from '../../src/domain/templates/settings/copyable.ts';
import { secretTitle, tokenList, type TokenRow } from '../../src/domain/templates/settings/tokens.ts';
import type { Texts } from '../../src/domain/texts/texts.ts';
import { fill } from '../../src/domain/texts/fill.ts';
import { type Answer, ask, recordsOf, succeeded, textOf } from './api.ts';
import { confirmInPlace } from './confirm.ts';
import { draw, drawProblem, tell } from './draw.ts';
import { onSubmit, readyToSend, type Sent, valueOf, whyNot } from './forms.ts';
import { element, locale } from './screen.ts';

type Told = Readonly<Record<string, unknown>>;

export interface TokenPlace {
  readonly t: Texts;
  /** `owner/wiki`: only tokens for this one are made here. */
  readonly address?: string;
  /** Which tokens are listed here, and what each is said to be for. */
  readonly shows: (token: Told) => boolean;
  readonly scopeOf?: (token: Told) => string;
}

const scopesOf = (token: Told): readonly unknown[] => (Array.isArray(token['scopes']) ? (token['scopes'] as readonly unknown[]) : []);

const rowOf =
  ({ scopeOf }: TokenPlace) =>
  (token: Told): TokenRow => ({
    id: textOf(token['id']),
    name: textOf(token['name']),
    mayWrite: scopesOf(token).includes('write'),
    created: textOf(token['created']),
    ...(typeof token['lastUsed'] === 'string' && { lastUsed: token['lastUsed'] }),
    ...(scopeOf && { scope: scopeOf(token) }),
  });

export const tokensOf = (answer: Answer): readonly Told[] => (succeeded(answer) ? recordsOf(answer.body['tokens']) : []);

const show = async (place: TokenPlace): Promise<void> => {
  const { t } = place;
  const answer = await ask('/api/v1/tokens');
  if (!succeeded(answer)) return drawProblem(element('token-list', HTMLElement), whyNot(answer, t));
  tell(element('token-problem', HTMLElement), '');
  draw(element('token-list', HTMLElement), tokenList(tokensOf(answer).filter(place.shows).map(rowOf(place)), { t, locale: locale() }));
};

const revoke = async (id: string, name: string, place: TokenPlace): Promise<void> => {
  const { t } = place;
  const answer = await ask(`/api/v1/tokens/${id}`, { method: 'DELETE' });
  if (!succeeded(answer)) return tell(element('token-problem', HTMLElement), whyNot(answer, t));
  element('token-secret', HTMLElement).hidden = true;
  await show(place);
  const summary = document.querySelector<HTMLElement>('#app\\:token-more > summary');
  summary?.focus();
  const said = document.querySelector<HTMLElement>('#app\\:token-form .form-said');
  if (said) said.textContent = fill(t.tokenRevoked, { name });
};

/** What is asked of the API to make a token as the form says. */
export const askForToken = (form: HTMLFormElement, address: string | undefined, key: string): Promise<Answer> => {
  const scopes = valueOf(form, 'scope') === 'read' ? ['read'] : ['read', 'write'];
  const wiki = address ?? valueOf(form, 'wiki');
  return ask('/api/v1/tokens', {
    method: 'POST',
    body: { name: valueOf(form, 'name'), scopes, ...(wiki !== '' && { wiki }) },
    idempotencyKey: key,
  });
};

const make = async (form: HTMLFormElement, place: TokenPlace): Promise<Sent> => {
  const { t, address } = place;
  const answer = await askForToken(form, address, crypto.randomUUID());
  if (!succeeded(answer)) return { problem: whyNot(answer, t) };
  const panel = element('token-secret', HTMLElement);
  draw(panel, secretPanel(secretTitle(textOf(answer.body['name']), t), textOf(answer.body['secret']), t));
  panel.hidden = false;
  form.reset();
  element('token-more', HTMLDetailsElement).open = false;
  await show(place);
  panel.focus();
  return { said: '' };
};

/** Fills the places of the template. */
export const tokens = async (place: TokenPlace): Promise<void> => {
  const { t } = place;
  const form = element('token-form', HTMLFormElement);
  onSubmit(form, () => make(form, place));
  element('token-list', HTMLElement).addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do="revoke"]') : null;
    const row = button?.closest<HTMLElement>('[data-token]');
    if (!button || !row) return;
    const { token = '', name = '' } = row.dataset;
    confirmInPlace(button, { ask: t.tokenRevokeAsk, no: t.confirmNo, yes: () => revoke(token, name, place) });
  });
  await show(place);
  readyToSend(form);
};
