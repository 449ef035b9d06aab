/** Webhooks: the list with what was delivered, and the form for another. */
import { fill } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import { timeTag } from '../time-tag.ts';
import { formFoot, scriptForm, submitButton, textField } from './fields.ts';
import type { Section } from './section.ts';

/** The kinds of changes that a webhook can be for, and how lists of changes call them. */
export const WEBHOOK_EVENTS = [
  ['save', 'intentSave'],
  ['edit', 'intentEdit'],
  ['move', 'intentMove'],
  ['delete', 'intentDelete'],
  ['restore', 'intentRestore'],
  ['revert', 'intentRevert'],
  ['undo', 'intentUndo'],
  ['push', 'intentPush'],
  ['import', 'intentImport'],
  ['merge', 'intentMerge'],
] as const satisfies readonly (readonly [string, TextId])[];

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly prefix: string;
  readonly events: readonly string[];
  readonly active: boolean;
  /** Why nothing is delivered. */
  readonly pausedFor?: string;
  /** When it is tried again, and what went wrong. */
  readonly failing?: { readonly next: string; readonly problem: string };
}

export interface Attempt {
  readonly time: string;
  readonly kind: string;
  readonly sequence?: number;
  readonly ok: boolean;
  readonly status?: number;
  readonly milliseconds: number;
  readonly error?: string;
}

export interface Spoken {
  readonly t: Texts;
  readonly locale: Locale;
}

const checks = (t: Texts): readonly Markup[] =>
  WEBHOOK_EVENTS.map(
    ([value, id]) => html`<label class="choice"><input type="checkbox" name="events" value="${value}" /><span>${t[id]}</span></label>`,
  );

const addForm = (t: Texts): Markup =>
  scriptForm(
    { id: 'webhook-form', isWaiting: true },
    html`${textField({
      id: 'webhook-url',
      name: 'url',
      label: t.webhookUrl,
      hint: t.webhookUrlHint,
      attributes: 'type="url" required maxlength="2000" placeholder="https://" autocomplete="off"',
    })}
    ${textField({
      id: 'webhook-for',
      name: 'description',
      label: html`${t.webhookFor} <span class="optional">${t.optional}</span>`,
      attributes: 'maxlength="200" autocomplete="off"',
    })}
    ${textField({
      id: 'webhook-prefix',
      name: 'prefix',
      label: html`${t.webhookPrefix} <span class="optional">${t.optional}</span>`,
      hint: t.webhookPrefixHint,
      attributes: 'maxlength="900" autocomplete="off"',
    })}
      <fieldset class="field choices columns">
        <legend>${t.webhookEvents} <span class="optional">${t.optional}</span></legend>
        ${checks(t)}
        <p class="hint">${t.webhookEventsHint}</p>
      </fieldset>
      ${formFoot(submitButton(t.webhookAdd))}`,
  );

export const webhooksSection = (t: Texts): Section => ({
  id: 'webhooks',
  title: t.sectionWebhooks,
  hint: t.webhooksHint,
  content: html`<div id="app:webhook-secret" tabindex="-1" hidden></div>
    <div id="app:webhook-list" class="list-place" aria-busy="true"></div>
    <details class="fold-more" id="app:webhook-more">
      <summary>${t.webhookAdd}</summary>
      ${addForm(t)}
    </details>`,
});

const state = ({ active, failing }: WebhookRow, { t, locale }: Spoken): Content => {
  if (!active) return html`<span class="state state-off">${t.webhookPaused}</span>`;
  if (failing === undefined) return html`<span class="state">${t.webhookActive}</span>`;
  const [before, after] = t.webhookFailing.split('{time}');
  return html`<span class="state state-failed">${before}${timeTag(failing.next, locale)}${after}</span>`;
};

const asked = ({ prefix, events }: WebhookRow, t: Texts): string => {
  const named = WEBHOOK_EVENTS.filter(([value]) => events.includes(value)).map(([, id]) => t[id]);
  return [prefix, named.length === 0 ? t.webhookAll : named.join(', ')].filter((part) => part !== '').join(' · ');
};

const actions = (webhook: WebhookRow, t: Texts): Markup =>
  html`<div class="row-actions">
    <button class="button" type="button" data-do="test">${t.webhookTest}</button>
    <button class="button" type="button" data-do="${webhook.active ? 'pause' : 'resume'}">${webhook.active ? t.webhookPause : t.webhookResume}</button>
    <button class="button" type="button" data-do="rotate">${t.webhookRotate}</button>
    <button class="button danger" type="button" data-do="delete">${t.webhookDelete}</button>
    <span class="form-said" role="status"></span>
  </div>`;

const webhookItem = (webhook: WebhookRow, spoken: Spoken): Markup => {
  const { t } = spoken;
  return html`<li data-webhook="${webhook.id}" data-name="${webhook.description || webhook.url}">
    <details>
      <summary>
        ${icon('chevron')}<span class="item-main"
          ><span class="item-title">${webhook.description || webhook.url}</span>${state(webhook, spoken)}<span class="item-text"
            >${webhook.description !== '' && html`${webhook.url} · `}${asked(webhook, t)}</span
          ></span
        >
      </summary>
      <div class="item-body">
        ${webhook.pausedFor !== undefined && html`<p class="part-hint">${webhook.pausedFor}</p>`}
        ${webhook.failing && html`<p class="part-hint">${webhook.failing.problem}</p>`}${actions(webhook, t)}
        <div class="problem" role="alert" hidden></div>
        <h3>${t.deliveries}</h3>
        <div data-deliveries aria-live="polite"></div>
      </div>
    </details>
  </li>`;
};

export const webhookList = (webhooks: readonly WebhookRow[], spoken: Spoken): Markup =>
  webhooks.length === 0
    ? html`<p class="list-empty"><strong>${spoken.t.webhooksNone}</strong> ${spoken.t.webhooksNoneHint}</p>`
    : html`<ul class="items">
        ${webhooks.map((webhook) => webhookItem(webhook, spoken))}
      </ul>`;

const what = ({ kind, sequence }: Attempt, t: Texts): string => {
  if (kind === 'test' || sequence === undefined) return t.deliveryTest;
  return fill(kind === 'replay' ? t.deliveryReplay : t.deliveryChange, { sequence });
};

const how = ({ ok, status, milliseconds, error }: Attempt, t: Texts): string =>
  ok ? fill(t.deliveryOk, { status: status ?? '', milliseconds }) : fill(t.deliveryFailed, { reason: error ?? String(status ?? '') });

const again = ({ kind, sequence }: Attempt, t: Texts): Content =>
  kind !== 'test' &&
  sequence !== undefined &&
  html`<button class="quiet-button" type="button" data-do="replay" data-sequence="${sequence}" aria-label="${t.deliveryAgain}: ${fill(t.deliveryChange, { sequence })}">
    ${t.deliveryAgain}
  </button>`;

export const deliveryTable = (attempts: readonly Attempt[], { t, locale }: Spoken): Markup =>
  attempts.length === 0
    ? html`<p class="list-empty">${t.deliveriesNone}</p>`
    : html`<div class="scrolls" tabindex="0" role="region" aria-label="${t.deliveries}">
        <table class="deliveries">
          <thead>
            <tr>
              <th scope="col">${t.deliveryWhen}</th>
              <th scope="col">${t.deliveryWhat}</th>
              <th scope="col">${t.deliveryHow}</th>
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${attempts.map(
              (attempt) =>
                html`<tr>
                  <td>${timeTag(attempt.time, locale)}</td>
                  <td>${what(attempt, t)}</td>
                  <td class="${attempt.ok ? 'went-well' : 'went-wrong'}">${icon(attempt.ok ? 'check' : 'warning')}${how(attempt, t)}</td>
                  <td>${again(attempt, t)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
