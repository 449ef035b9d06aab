/** A person's account: who they are, how it looks here, tokens, usage, and what they can take along. */
import { enAccount } from '../../texts/en-account.ts';
import { fill } from '../../texts/fill.ts';
import type { Locale, TextId, Texts } from '../../texts/texts.ts';
import { texts } from '../../texts/texts.ts';
import { appDocument } from '../app-frame.ts';
import { html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import type { Shell } from '../shell.ts';
import { formFoot, prefixedField, scriptForm, selectField, submitButton, textField } from './fields.ts';
import { type Section, sectioned } from './section.ts';
import { TOKEN_TEXTS } from './token-texts.ts';
import { tokenPlaces } from './tokens.ts';
import { USAGE_TEXTS } from './usage.ts';

export interface AccountModel {
  readonly shell: Shell;
  readonly username: string;
  /** `wikibot.example/` */
  readonly addressPrefix: string;
  /** The language that was chosen here, when one was. */
  readonly language?: Locale;
}

/** What the landing page and the connecting of agents say stays with them. */
const OF_THE_SCREEN = /^(account|section|username|language|token|usage|data)/;

export const ACCOUNT_TEXTS: readonly TextId[] = [
  ...(Object.keys(enAccount) as (keyof typeof enAccount)[]).filter((id) => OF_THE_SCREEN.test(id)), // its own keys
  ...TOKEN_TEXTS,
  ...USAGE_TEXTS,
  'addressReserved',
];

const profile = (t: Texts): Section => ({
  id: 'profile',
  title: t.sectionProfile,
  content: scriptForm(
    { id: 'profile-form', isWaiting: true },
    html`${textField({
      id: 'display-name',
      name: 'displayName',
      label: t.accountName,
      hint: t.accountNameHint,
      attributes: 'required maxlength="100" autocomplete="name"',
    })}
    ${formFoot(submitButton(t.save))}`,
  ),
});

const username = ({ username: name, addressPrefix }: AccountModel, t: Texts): Section => ({
  id: 'username',
  title: t.sectionUsername,
  hint: t.usernameHint,
  content: scriptForm(
    { id: 'username-form', isWaiting: true },
    html`${prefixedField(addressPrefix, { id: 'user', name: 'username', label: t.sectionUsername, hint: t.wikiAddressHint, value: name })}
      <div class="preview" id="app:user-preview" hidden>
        <dl>
          <dt>${t.addressNow}</dt>
          <dd>${addressPrefix}${name}/</dd>
          <dt>${t.addressThen}</dt>
          <dd id="app:address-then"></dd>
        </dl>
        <p class="hint">${fill(t.usernameLeads, { address: `${addressPrefix}${name}/` })}</p>
      </div>
      ${formFoot(submitButton(t.usernameChange))}`,
  ),
});

const LANGUAGES = { en: 'English', de: 'Deutsch' } as const satisfies Readonly<Record<Locale, string>>;

const THEMES = [
  ['system', 'themeSystem', 'screen'],
  ['light', 'themeLight', 'sun'],
  ['dark', 'themeDark', 'moon'],
] as const;

const look = ({ language }: AccountModel, t: Texts): Section => ({
  id: 'look',
  title: t.sectionLook,
  content: html`<div class="sheet">
    ${selectField({ id: 'language', name: 'language', label: t.language, value: language ?? '' }, [
      { value: '', label: t.languageSystem },
      ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
    ])}
    <div class="field">
      <p class="field-name" id="app:theme-name">${t.theme}</p>
      <div class="segments" role="group" aria-labelledby="app:theme-name">
        ${THEMES.map(
          ([value, id, name]) =>
            html`<button type="button" data-theme-choice="${value}" aria-pressed="false">${icon(name)}${t[id]}</button>`,
        )}
      </div>
    </div>
  </div>`,
});

const place = (id: string): Markup => html`<div id="app:${id}" class="list-place" aria-busy="true"></div>`;

const sectionsOf = (model: AccountModel, t: Texts): readonly Section[] => [
  profile(t),
  username(model, t),
  look(model, t),
  { id: 'tokens', title: t.sectionTokens, hint: t.tokensHint, content: tokenPlaces({ choosesWiki: true }, t) },
  { id: 'usage', title: t.sectionUsage, content: place('usage-list') },
  { id: 'data', title: t.sectionData, hint: t.dataHint, content: place('data-list') },
];

export const accountScreen = (model: AccountModel): string => {
  const { shell, username: name, addressPrefix } = model;
  const t = texts(shell.locale);
  return appDocument(shell, {
    title: t.accountTitle,
    scripts: ['page', 'account'],
    spoken: ACCOUNT_TEXTS,
    facts: { username: name, prefix: addressPrefix },
    noIndex: true,
    main: sectioned(sectionsOf(model, t), {
      label: t.settingsSections,
      head: html`<h1>${t.accountTitle}</h1>
        <p class="quiet">${addressPrefix}${name}</p>
        <noscript><p class="problem">${t.accountScripts}</p></noscript>`,
    }),
  });
};
