/** Bringing files in: a zip archive at once, a repository step by step; then what it came to. */
import { fill } from '../../texts/fill.ts';
import type { Texts } from '../../texts/texts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Choice, formFoot, scriptForm, selectField, submitButton, textField } from './fields.ts';
import type { Section } from './section.ts';

const conflicts = (t: Texts): readonly Choice[] => [
  { value: 'refuse', label: t.importRefuse },
  { value: 'skip', label: t.importSkip },
  { value: 'replace', label: t.importReplace },
  { value: 'rename', label: t.importRename },
];

const zipForm = (most: string, t: Texts): Markup =>
  scriptForm(
    { id: 'zip-form', isWaiting: true },
    html`<h3>${t.importZip}</h3>
      ${textField({
        id: 'zip',
        name: 'zip',
        label: html`<span class="unseen">${t.importZip}</span>`,
        hint: fill(t.importZipHint, { size: most }),
        attributes: 'type="file" accept=".zip,application/zip"',
      })}
      ${selectField({ id: 'zip-conflict', name: 'conflict', label: t.importConflict, value: 'refuse' }, conflicts(t))}
      ${formFoot(
        html`<button class="button" type="submit" name="do" value="try">${t.importTry}</button
          ><button class="button primary" type="submit" name="do" value="import">${t.importDo}</button>`,
      )}
      <div class="outcome" tabindex="-1" hidden></div>`,
  );

const gitForm = (t: Texts): Markup =>
  scriptForm(
    { id: 'git-form', isWaiting: true },
    html`<h3>${t.importGit}</h3>
      ${textField({
        id: 'git-url',
        name: 'url',
        label: t.importGitUrl,
        hint: t.importGitUrlHint,
        attributes: 'type="url" required maxlength="2000" placeholder="https://" autocomplete="off"',
      })}
      ${textField({
        id: 'git-branch',
        name: 'branch',
        label: html`${t.importBranch} <span class="optional">${t.optional}</span>`,
        hint: t.importBranchHint,
        attributes: 'maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false"',
      })}
      ${selectField({ id: 'git-conflict', name: 'conflict', label: t.importConflict, value: 'refuse' }, conflicts(t))}
      ${formFoot(submitButton(t.importDo))}
      <div class="outcome" tabindex="-1" aria-live="polite" hidden></div>`,
  );

export const importSection = (most: string, t: Texts): Section => ({
  id: 'import',
  title: t.sectionImport,
  hint: t.importHint,
  content: html`${zipForm(most, t)}${gitForm(t)}`,
});

export interface Fate {
  readonly file: string;
  readonly note: string;
}

/** What an import did, or would do. */
export interface ImportOutcome {
  readonly said: string;
  /** Each with what was counted. */
  readonly counts: readonly { readonly count: number; readonly what: string }[];
  readonly lists: readonly { readonly title: string; readonly fates: readonly Fate[] }[];
  readonly isProposed: boolean;
}

const fateList = ({ title, fates }: ImportOutcome['lists'][number]): Content =>
  fates.length > 0 &&
  html`<details class="fold-more">
    <summary>${title} <span class="count">${fates.length}</span></summary>
    <ul class="fates">
      ${fates.map(({ file, note }) => html`<li><code>${file}</code> <span class="quiet">${note}</span></li>`)}
    </ul>
  </details>`;

export const importOutcome = ({ said, counts, lists, isProposed }: ImportOutcome, t: Pick<Texts, 'importProposed'>): Markup =>
  html`<p class="outcome-said">${said}${isProposed && html` ${t.importProposed}`}</p>
    <p class="counts">${counts.map(({ count, what }) => html`<span><strong class="count">${count}</strong> ${what}</span> `)}</p>
    ${lists.map(fateList)}`;
