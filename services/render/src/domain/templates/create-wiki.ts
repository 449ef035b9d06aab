import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { appDocument } from './app-frame.ts';
import { html, type Markup } from './html.ts';
import { choiceField, prefixedField, textField } from './settings/fields.ts';
import type { Shell } from './shell.ts';

export interface CreateWikiModel {
  readonly shell: Shell;
  /** What stands before the slug, as people will see it: `wikibot.example/ada/`. */
  readonly addressPrefix: string;
}

const templateFields = (t: Texts): Markup =>
  html`<details class="fold-more">
    <summary>${t.createFromTemplate}</summary>
    <p class="part-hint">${t.createFromTemplateHint}</p>
    ${textField({
      id: 'template',
      name: 'template',
      label: t.importGitUrl,
      hint: t.importGitUrlHint,
      attributes: 'type="url" maxlength="2000" placeholder="https://" autocomplete="off"',
    })}
    ${textField({
      id: 'branch',
      name: 'branch',
      label: html`${t.importBranch} <span class="optional">${t.optional}</span>`,
      hint: t.importBranchHint,
      attributes: 'maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false"',
    })}
  </details>`;

const SPOKEN: readonly TextId[] = [
  ...(['creatingWiki', 'createdWiki', 'openWiki', 'createFailed', 'stepFailed', 'stepFailedUndone', 'retry'] as const),
  ...(['stepWaiting', 'stepRunning', 'stepDone', 'stepFailedState', 'unreachable', 'signedOut', 'addressTaken', 'wikisTooMany'] as const),
];

const nameField = (t: Texts): Markup =>
  textField({
    id: 'name',
    name: 'name',
    label: t.wikiName,
    hint: t.wikiNameHint,
    attributes: 'required maxlength="100" autocomplete="off"',
  });

const addressField = (prefix: string, t: Texts): Markup =>
  prefixedField(prefix, { id: 'slug', name: 'slug', label: t.wikiAddress, hint: t.wikiAddressHint });

const purposeField = (t: Texts): Markup =>
  html`<div class="field">
    <label for="app:purpose">${t.wikiPurpose} <span class="optional">${t.optional}</span></label
    ><textarea id="app:purpose" name="purpose" rows="3" maxlength="200" aria-describedby="app:purpose-hint"></textarea>
    <p class="hint" id="app:purpose-hint">${t.wikiPurposeHint}</p>
  </div>`;

/** Name, address as it will be, purpose; then the steps of the bootstrap ticking off. */
export const createWiki = ({ shell, addressPrefix }: CreateWikiModel): string => {
  const t = texts(shell.locale);
  return appDocument(shell, {
    title: t.createWiki,
    scripts: ['create-wiki'],
    spoken: SPOKEN,
    noIndex: true,
    main: html`<div class="narrow">
      <h1 id="app:heading">${t.createWiki}</h1>
      <div id="app:problem" class="problem" role="alert" hidden></div>
      <form id="app:create" method="post" action="/-/new">
        ${nameField(t)}${addressField(addressPrefix, t)}${purposeField(t)}
        ${choiceField({ id: 'visibility', name: 'visibility', label: t.settingsVisibility, value: 'private' }, [
          { value: 'private', label: t.private, hint: t.settingsPrivateHint },
          { value: 'public', label: t.public, hint: t.settingsPublicHint },
        ])}
        ${templateFields(t)}
        <noscript><p class="problem">${t.createScripts}</p></noscript>
        <p class="buttons"><button class="button primary" type="submit">${t.create}</button><a class="button" href="/">${t.cancel}</a></p>
      </form>
      <div id="app:progress" aria-live="polite" hidden></div>
    </div>`,
  });
};
