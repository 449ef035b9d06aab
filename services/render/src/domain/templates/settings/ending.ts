/** How a wiki is taken along, put away, and deleted. */
import { fill } from '../../texts/fill.ts';
import type { Locale, Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';
import { absoluteTime } from '../time-tag.ts';
import { formFoot, scriptForm, submitButton, textField } from './fields.ts';
import type { KnownSettings } from './general.ts';
import type { Section } from './section.ts';

export const exportSection = (base: string, t: Texts): Section => ({
  id: 'export',
  title: t.sectionExport,
  hint: html`${t.exportHint} <span id="app:export-size"></span>`,
  content: html`<ul class="downloads">
    <li>
      <a class="button" href="${base}/api/v1/export?format=zip" download>${t.exportZip}</a>
      <p class="hint">${t.exportZipHint}</p>
    </li>
    <li>
      <a class="button" href="${base}/api/v1/export" download>${t.exportBundle}</a>
      <p class="hint">${t.exportBundleHint}</p>
    </li>
  </ul>`,
});

export const archiveSection = (isArchived: boolean, t: Texts): Section => ({
  id: 'archive',
  title: t.sectionArchive,
  hint: html`${isArchived && html`<strong>${t.archiveIs}</strong> `}${t.archiveHint}`,
  content: scriptForm({ id: 'archive-form', isWaiting: true }, formFoot(submitButton(isArchived ? t.archiveUndo : t.archiveDo, 'plain'))),
});

const confirmation = ({ owner, slug }: KnownSettings, t: Texts): Markup =>
  textField({
    id: 'confirm',
    name: 'confirm',
    label: fill(t.dangerConfirm, { address: `${owner}/${slug}` }),
    attributes: 'required maxlength="100" autocomplete="off" autocapitalize="off" spellcheck="false"',
  });

export const dangerSection = (wiki: KnownSettings, t: Texts): Section => ({
  id: 'danger',
  title: t.sectionDanger,
  hint: t.dangerHint,
  isDanger: true,
  content: scriptForm(
    { id: 'delete-form', isWaiting: true },
    html`${confirmation(wiki, t)} ${formFoot(submitButton(t.dangerDo, 'danger'))}`,
  ),
});

export interface Ending {
  /** The day on which it goes, ISO 8601. */
  readonly until: string;
  /** Begun days until then, at least one. */
  readonly days: number;
}

/** In place of all settings, while nothing can be changed any more. */
export const endingScreen = (wiki: KnownSettings, ending: Ending, { t, locale }: { readonly t: Texts; readonly locale: Locale }): Markup =>
  html`<div class="screen">
    <h1>${fill(t.endingTitle, { name: wiki.name })}</h1>
    <p class="ending">
      ${ending.days <= 1 ? t.endingOne : fill(t.endingMany, { days: ending.days })}
      <span class="quiet">${fill(t.endingOn, { time: absoluteTime(ending.until, locale) })}</span>
    </p>
    ${scriptForm({ id: 'restore-form' }, formFoot(submitButton(t.endingUndo)))}
    <details class="fold-more">
      <summary>${t.endingNow}</summary>
      <p class="part-hint">${t.endingNowHint}</p>
      ${scriptForm({ id: 'delete-form' }, html`${confirmation(wiki, t)} ${formFoot(submitButton(t.endingNow, 'danger'))}`)}
    </details>
  </div>`;
