/** What a wiki is, and where: name, purpose, home page, who reads it; its address; what agents may do. */
import { fill } from '../../texts/fill.ts';
import type { Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';
import { icon } from '../icons.ts';
import { areaField, checkField, choiceField, formFoot, optionsOf, prefixedField, scriptForm, submitButton, textField } from './fields.ts';
import type { Section } from './section.ts';

export interface KnownSettings {
  readonly name: string;
  readonly owner: string;
  readonly slug: string;
  readonly visibility: 'public' | 'private';
  readonly home: string;
  /** `wikibot.example/ada/` */
  readonly addressPrefix: string;
}

export const generalSection = (wiki: KnownSettings, t: Texts): Section => ({
  id: 'general',
  title: t.sectionGeneral,
  content: scriptForm(
    { id: 'general-form', isWaiting: true },
    html`${textField({ id: 'name', name: 'name', label: t.wikiName, value: wiki.name, attributes: 'required maxlength="100" autocomplete="off"' })}
    ${areaField({ id: 'purpose', name: 'purpose', label: t.wikiPurpose, hint: t.settingsPurposeHint, attributes: 'rows="3" maxlength="200"' })}
    ${textField({
      id: 'home',
      name: 'home',
      label: t.settingsHome,
      hint: t.settingsHomeHint,
      value: wiki.home,
      attributes: 'required maxlength="500" autocomplete="off"',
    })}
    ${choiceField({ id: 'visibility', name: 'visibility', label: t.settingsVisibility, value: wiki.visibility }, [
      { value: 'private', label: t.private, hint: t.settingsPrivateHint },
      { value: 'public', label: t.public, hint: t.settingsPublicHint },
    ])}
    ${checkField({ id: 'messages', name: 'messages', label: t.settingsMessages })} ${formFoot(submitButton(t.save))}`,
  ),
});

const addressPreview = ({ addressPrefix, slug }: KnownSettings, t: Texts): Markup =>
  html`<div class="preview" id="app:address-preview" hidden>
    <dl>
      <dt>${t.addressNow}</dt>
      <dd>${addressPrefix}${slug}</dd>
      <dt>${t.addressThen}</dt>
      <dd id="app:address-then"></dd>
    </dl>
    <p class="hint">${fill(t.addressLeads, { address: `${addressPrefix}${slug}` })}</p>
  </div>`;

export const addressSection = (wiki: KnownSettings, t: Texts): Section => ({
  id: 'address',
  title: t.sectionAddress,
  hint: t.addressHint,
  content: scriptForm(
    { id: 'address-form', isWaiting: true },
    html`${prefixedField(wiki.addressPrefix, { id: 'slug', name: 'slug', label: t.wikiAddress, hint: t.wikiAddressHint, value: wiki.slug })}
    ${addressPreview(wiki, t)} ${formFoot(submitButton(t.addressMove))}`,
  ),
});

type AgentTexts = Pick<
  Texts,
  | 'agentsDirect'
  | 'agentsPropose'
  | 'agentsReadOnly'
  | 'agentsFolder'
  | 'agentsMay'
  | 'agentsRemove'
  | 'agentsPlaceholder'
  | 'agentsElsewhere'
>;

const ways = (t: AgentTexts) => [
  { value: 'direct', label: t.agentsDirect },
  { value: 'propose', label: t.agentsPropose },
  { value: 'read-only', label: t.agentsReadOnly },
];

export interface AgentRuleRow {
  readonly prefix: string;
  readonly access: string;
}

/** One rule; the first column is what it is for. */
export const agentRuleRow = ({ prefix, access }: AgentRuleRow, t: AgentTexts): Markup =>
  html`<tr data-rule>
    <td>
      <input name="prefix" aria-label="${t.agentsFolder}" value="${prefix}" placeholder="${t.agentsPlaceholder}" required maxlength="900" autocomplete="off" />
    </td>
    <td>
      <select name="access" aria-label="${t.agentsMay}">
        ${optionsOf(ways(t), access)}
      </select>
    </td>
    <td>
      <button class="quiet-button" type="button" data-do="remove" aria-label="${t.agentsRemove}" title="${t.agentsRemove}">${icon('close')}</button>
    </td>
  </tr>`;

export const agentsSection = (t: Texts): Section => ({
  id: 'agents',
  title: t.sectionAgents,
  hint: t.agentsHint,
  content: scriptForm(
    { id: 'agents-form', isWaiting: true },
    html`<table class="rules">
        <thead>
          <tr>
            <th scope="col">${t.agentsFolder}</th>
            <th scope="col">${t.agentsMay}</th>
            <td></td>
          </tr>
        </thead>
        <tbody id="app:agent-rules"></tbody>
        <tbody>
          <tr>
            <th scope="row">${t.agentsElsewhere}</th>
            <td>
              <select name="default" id="app:agents-default" aria-label="${t.agentsElsewhere}">
                ${optionsOf(ways(t), 'direct')}
              </select>
            </td>
            <td></td>
          </tr>
        </tbody>
      </table>
      ${formFoot(html`${submitButton(t.save)}<button class="button" type="button" id="app:agents-add">${icon('plus')}${t.agentsAdd}</button>`)}`,
  ),
});
