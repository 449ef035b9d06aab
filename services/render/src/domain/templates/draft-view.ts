/** A draft that was found when the editor opened, or that changed elsewhere; drawn by browser code. */
import { fill } from '../texts/fill.ts';
import type { Locale, Texts } from '../texts/texts.ts';
import { type Content, html, type Markup } from './html.ts';
import { timeTag } from './time-tag.ts';

export const DRAFT_TEXTS = [
  ...(['draftSaved', 'draftKept', 'draftOffline', 'draftFound', 'draftHere', 'draftElsewhere', 'draftBased'] as const),
  ...(['draftPageChanged', 'draftPageGone', 'draftCompare', 'draftShow', 'draftUse', 'draftDiscard'] as const),
] as const;

export type DraftTexts = Pick<Texts, (typeof DRAFT_TEXTS)[number]>;

export interface OfferedDraft {
  readonly content: string;
  readonly revision?: string;
  /** ISO 8601. */
  readonly at: string;
  readonly page: 'new' | 'current' | 'changed' | 'gone';
  /** Kept in this browser alone. */
  readonly isHere: boolean;
  /** It was changed while this window was open. */
  readonly isNews?: boolean;
}

const around = (text: string, time: Markup): readonly Content[] => {
  const [before = '', after = ''] = text.split('{time}');
  return [before, time, after];
};

const ground = ({ page, revision }: OfferedDraft, href: string, t: DraftTexts): Content => {
  if (page === 'gone') return html` ${t.draftPageGone}`;
  if (page !== 'changed' || revision === undefined) return false;
  return html` ${t.draftPageChanged} <a href="${href}/diff?from=${revision}" target="_blank">${t.draftCompare}</a>`;
};

/** Drafts with what they rest on; `data-draft` of the buttons says what to do, `data-at` with which. */
export const draftOffers = (
  drafts: readonly OfferedDraft[],
  { href, locale, t }: { readonly href: string; readonly locale: Locale; readonly t: DraftTexts },
): Markup =>
  html`${drafts.map(
    (draft, at) => html`<div class="offer">
      <p>
        ${around(draft.isNews === true ? t.draftElsewhere : t.draftFound, timeTag(draft.at, locale))}${draft.isHere && ` ${t.draftHere}`}${draft.revision !== undefined && ` ${fill(t.draftBased, { revision: draft.revision.slice(0, 8) })}`}${ground(draft, href, t)}
      </p>
      <p class="buttons"><button class="button" type="button" data-draft="use" data-at="${at}">${t.draftUse}</button><button class="button" type="button" data-draft="drop" data-at="${at}">${t.draftDiscard}</button></p>
      <details><summary>${t.draftShow}</summary><pre tabindex="0" aria-label="${t.draftShow}">${draft.content}</pre></details>
    </div>`,
  )}`;
