/** Handing a wiki over: the offer as its giver sees it, and as the account that is to have it sees it. */
import { fill, pieces } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { absoluteTime } from '../time-tag.ts';
import { checkField, formFoot, scriptForm, submitButton, textField } from './fields.ts';
import type { Section } from './section.ts';

export const TRANSFER_TEXTS = [
  ...(['handOffered', 'handExpired', 'handWithdraw', 'handWithdrawAsk', 'confirmNo'] as const),
  ...(['handReceived', 'handReason', 'handTake', 'handTaken', 'handDecline', 'handDeclineAsk', 'unreachable', 'signedOut'] as const),
] satisfies readonly TextId[];

type TransferTexts = Pick<Texts, (typeof TRANSFER_TEXTS)[number]>;

interface Spoken {
  readonly t: TransferTexts;
  readonly locale: Locale;
}

/** As the API tells of it. */
export interface Offer {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly until: string;
  readonly expired: boolean;
  readonly reason?: string;
  /** What stands in the way of taking it over. */
  readonly obstacle?: string;
}

export const handOverSection = (t: Texts): Section => ({
  id: 'hand-over',
  title: t.sectionHandOver,
  hint: t.handOverHint,
  content: html`<div id="app:offer" aria-live="polite"></div>
    ${scriptForm(
      { id: 'offer-form', isWaiting: true },
      html`${textField({
        id: 'offer-to',
        name: 'to',
        label: t.handTo,
        hint: t.handToHint,
        attributes: 'required maxlength="100" autocomplete="off" autocapitalize="off" spellcheck="false"',
      })}
      ${textField({
        id: 'offer-reason',
        name: 'reason',
        label: html`${t.handWhy} <span class="optional">${t.optional}</span>`,
        attributes: 'maxlength="500" autocomplete="off"',
      })}
      ${checkField({ id: 'offer-stays', name: 'stays', label: t.handStay, value: 'yes' })} ${formFoot(submitButton(t.handOffer, 'plain'))}`,
    )}`,
});

const obstacle = ({ obstacle: told }: Offer): Content => told !== undefined && html`<p class="hint">${told}</p>`;

const filled = (text: string, values: Readonly<Record<string, Content>>): Content =>
  pieces(text).map((piece) => (typeof piece === 'string' ? piece : values[piece.place]));

/** What the giver has offered and may take back. */
export const offerGiven = (offer: Offer, { t, locale }: Spoken): Markup =>
  html`<div class="offer" data-offer="${offer.id}">
    <p>
      ${filled(offer.expired ? t.handExpired : t.handOffered, {
        to: html`<strong>${offer.to}</strong>`,
        until: absoluteTime(offer.until, locale),
      })}
    </p>
    ${obstacle(offer)}
    <p class="row-actions"><button class="button" type="button" data-do="withdraw">${t.handWithdraw}</button></p>
    <div class="problem" role="alert" hidden></div>
  </div>`;

/** Offers to this account, each to be taken or declined. */
export const offersReceived = (offers: readonly Offer[], { t, locale }: Spoken): Markup =>
  html`${offers.map(
    (offer) =>
      html`<section class="offer" data-offer="${offer.id}" data-name="${offer.name}">
        <p>
          ${filled(t.handReceived, {
            from: html`<strong>${offer.from}</strong>`,
            name: html`<strong>${offer.name}</strong>`,
            until: absoluteTime(offer.until, locale),
          })}
        </p>
        ${offer.reason !== undefined && html`<p class="hint">${fill(t.handReason, { reason: offer.reason })}</p>`}${obstacle(offer)}
        <p class="row-actions">
          <button class="button primary" type="button" data-do="accept" aria-label="${t.handTake}: ${offer.name}">${t.handTake}</button
          ><button class="button" type="button" data-do="decline" aria-label="${t.handDecline}: ${offer.name}">${t.handDecline}</button>
        </p>
        <div class="problem" role="alert" hidden></div>
      </section>`,
  )}`;
