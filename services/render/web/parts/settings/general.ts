/** The forms of what a wiki is, where it is, and what agents may do in it. */
import { agentRuleRow } from '../../../src/domain/templates/settings/general.ts';
import { fill } from '../../../src/domain/texts/fill.ts';
import type { Texts } from '../../../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, statusOf, succeeded, textOf } from '../api.ts';
import { draw } from '../draw.ts';
import { onSubmit, readyToSend, sayIn, type Sent, sent, valueOf, whyNot } from '../forms.ts';
import { leaveNotice } from '../notice.ts';
import { base, element, fact } from '../screen.ts';

type Told = Readonly<Record<string, unknown>>;

const api = (): string => `${base()}/api/v1/settings`;

/** Tells the rest of the screen what the wiki is called now. */
const renamed = (name: string): void => {
  for (const place of document.querySelectorAll('.wiki-name span')) place.textContent = name;
};

export const generalForm = (settings: Told, t: Texts): void => {
  const form = element('general-form', HTMLFormElement);
  element('name', HTMLInputElement).value = textOf(settings['name']);
  element('purpose', HTMLTextAreaElement).value = textOf(settings['purpose']);
  element('home', HTMLInputElement).value = textOf(settings['home']);
  element('messages', HTMLInputElement).checked = settings['messages'] === 'required';
  onSubmit(form, () => {
    const [name, purpose, home, visibility] = ['name', 'purpose', 'home', 'visibility'].map((field) => valueOf(form, field));
    const messages = element('messages', HTMLInputElement).checked ? 'required' : 'optional';
    return sent(
      api(),
      { method: 'PATCH', body: { name, purpose, home, visibility, messages } },
      {
        t,
        said: (body) => {
          renamed(textOf(body['name']));
          element('home', HTMLInputElement).value = textOf(body['home']);
          return t.saved;
        },
      },
    );
  });
  readyToSend(form);
};

const preview = (slug: HTMLInputElement): void => {
  const isOther = slug.value !== '' && slug.value !== (fact('address') ?? '').split('/')[1];
  element('address-preview', HTMLElement).hidden = !isOther;
  element('address-then', HTMLElement).textContent = `${fact('prefix') ?? ''}${slug.value}`;
};

const move = async (slug: string, t: Texts): Promise<Sent> => {
  const answer = await ask(api(), { method: 'PATCH', body: { slug } });
  if (!succeeded(answer)) {
    return { problem: statusOf(answer) === 422 ? t.addressReserved : whyNot(answer, t) };
  }
  leaveNotice(fill(t.addressMoved, { address: `${fact('prefix') ?? ''}${textOf(answer.body['slug'])}` }));
  location.assign(`${textOf(answer.body['href'])}-/settings`);
  return { said: '' };
};

export const addressForm = (t: Texts): void => {
  const form = element('address-form', HTMLFormElement);
  const slug = element('slug', HTMLInputElement);
  slug.addEventListener('input', () => preview(slug));
  onSubmit(form, () => move(slug.value.trim(), t));
  readyToSend(form);
  preview(slug);
};

const ruleRows = (): readonly HTMLTableRowElement[] => [...document.querySelectorAll<HTMLTableRowElement>('tr[data-rule]')];

const chosen = (row: HTMLTableRowElement): { readonly prefix: string; readonly access: string } => ({
  prefix: row.querySelector('input')?.value.trim() ?? '',
  access: row.querySelector('select')?.value ?? '',
});

const addRule = (rule: { readonly prefix: string; readonly access: string }, t: Texts): HTMLElement | undefined => {
  const table = document.createElement('tbody');
  draw(table, agentRuleRow(rule, t));
  const row = table.firstElementChild;
  if (!(row instanceof HTMLElement)) return undefined;
  element('agent-rules', HTMLElement).append(row);
  row.querySelector('[data-do="remove"]')?.addEventListener('click', () => {
    row.remove();
    element('agents-add', HTMLElement).focus();
  });
  return row;
};

const savePolicy = (t: Texts): Promise<Sent> => {
  const rules = ruleRows().map(chosen);
  const body = { default: element('agents-default', HTMLSelectElement).value, rules };
  return sent(`${base()}/api/v1/agent-policy`, { method: 'PUT', body }, { t, said: () => t.saved });
};

export const agentsForm = async (t: Texts): Promise<void> => {
  const form = element('agents-form', HTMLFormElement);
  const answer = await ask(`${base()}/api/v1/agent-policy`);
  if (!succeeded(answer)) return sayIn(form, { problem: whyNot(answer, t) });
  const policy = recordOf(answer.body['policy']);
  element('agents-default', HTMLSelectElement).value = textOf(policy['default']);
  for (const rule of recordsOf(policy['rules'])) addRule({ prefix: textOf(rule['prefix']), access: textOf(rule['access']) }, t);
  element('agents-add', HTMLElement).addEventListener('click', () => {
    addRule({ prefix: '', access: 'propose' }, t)?.querySelector('input')?.focus();
  });
  onSubmit(form, () => savePolicy(t));
  readyToSend(form);
};
