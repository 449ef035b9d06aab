/** Tokens: a list without secrets, and the form for another. */
import { fill } from '../../texts/fill.ts';
import type { Locale, Texts } from '../../texts/texts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { timeTag } from '../time-tag.ts';
import { choiceField, formFoot, scriptForm, selectField, submitButton, textField } from './fields.ts';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly created: string;
  readonly lastUsed?: string;
  /** What it is for, when that is not plain from where the list stands. */
  readonly scope?: string;
}

interface Spoken {
  readonly t: Texts;
  readonly locale: Locale;
}

/** A text with a time in it. */
const timed = (text: string, at: string, locale: Locale): Content => {
  const [before, after] = text.split('{time}');
  return html`${before}${timeTag(at, locale)}${after}`;
};

const used = ({ lastUsed }: TokenRow, { t, locale }: Spoken): Content =>
  lastUsed === undefined ? t.tokenUnused : timed(t.tokenUsed, lastUsed, locale);

const tokenItem = (token: TokenRow, spoken: Spoken): Markup => {
  const { t, locale } = spoken;
  return html`<li class="item-line" data-token="${token.id}" data-name="${token.name}">
    <span class="item-main"
      ><span class="item-title">${token.name}</span
      ><span class="item-text"
        >${token.scope !== undefined && html`${token.scope} · `}${token.mayWrite ? t.tokenWrite : t.tokenRead} · ${used(token, spoken)} ·
        ${timed(t.tokenMade, token.created, locale)}</span
      ></span
    ><span class="row-actions"
      ><button class="button danger" type="button" data-do="revoke" aria-label="${t.tokenRevoke}: ${token.name}">${t.tokenRevoke}</button></span
    >
  </li>`;
};

export const tokenList = (tokens: readonly TokenRow[], spoken: Spoken): Markup =>
  tokens.length === 0
    ? html`<p class="list-empty"><strong>${spoken.t.tokensNone}</strong> ${spoken.t.tokensNoneHint}</p>`
    : html`<ul class="items">
        ${tokens.map((token) => tokenItem(token, spoken))}
      </ul>`;

export interface TokenForm {
  readonly name?: string;
  /** Whether it is asked what the token is for: the account, or one of its wikis. */
  readonly choosesWiki?: boolean;
}

export const tokenForm = ({ name = '', choosesWiki = false }: TokenForm, t: Texts): Markup =>
  scriptForm(
    { id: 'token-form', isWaiting: true },
    html`${textField({
      id: 'token-name',
      name: 'name',
      label: t.tokenName,
      hint: t.tokenNameHint,
      value: name,
      attributes: 'required maxlength="60" autocomplete="off"',
    })}
    ${choosesWiki && selectField({ id: 'token-wiki', name: 'wiki', label: t.tokenFor }, [{ value: '', label: t.tokenForAccount }])}
    ${choiceField({ id: 'token-scope', name: 'scope', label: t.tokenScopes, value: 'write' }, [
      { value: 'write', label: t.tokenWrite },
      { value: 'read', label: t.tokenRead },
    ])}
    ${formFoot(submitButton(t.tokenMake))}`,
  );

/** The places that browser code fills, and the form folded below. */
export const tokenPlaces = (form: TokenForm, t: Texts): Markup =>
  html`<div id="app:token-secret" tabindex="-1" hidden></div>
    <div id="app:token-list" class="list-place" aria-busy="true"></div>
    <div id="app:token-problem" class="problem" role="alert" hidden></div>
    <details class="fold-more" id="app:token-more">
      <summary>${t.tokenMake}</summary>
      ${tokenForm(form, t)}
    </details>`;

export const secretTitle = (name: string, t: Pick<Texts, 'tokenSecret'>): string => fill(t.tokenSecret, { name });
