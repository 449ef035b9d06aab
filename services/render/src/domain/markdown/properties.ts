import type { FieldValue, FrontMatter, SplitPage } from '@wikibot/platform/page/front-matter';
import { html, type Markup, nothing } from '../templates/html.ts';
import type { Texts } from '../texts/texts.ts';

const MOST = 50;

const written = (value: FieldValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const chipsOf = (value: FieldValue): readonly string[] =>
  (Array.isArray(value) ? value.map(written) : [written(value as FieldValue)]).slice(0, MOST);

const row = ([name, value]: readonly [string, FieldValue]): Markup =>
  html`<div>
    <dt>${name}</dt>
    ${chipsOf(value).map((chip) => html`<dd class="chip">${chip}</dd>`)}
  </div>`;

const isShown = ([name, value]: readonly [string, FieldValue]): boolean => name !== 'title' && value !== null && value !== '';

const rows = (fields: FrontMatter): Markup | undefined => {
  const shown = Object.entries(fields).filter(isShown).slice(0, MOST);
  return shown.length > 0 ? html`<dl>${shown.map(row)}</dl>` : undefined;
};

const panel = (page: SplitPage): Markup | undefined => {
  if (page.fields) return rows(page.fields);
  return page.raw !== undefined && page.blockEnd > 0
    ? html`<p class="problem">${page.problem}</p>
        <pre tabindex="0">${page.raw}</pre>`
    : undefined;
};

/** The front matter as a foldable row of chips; broken YAML is shown as it is, with the reason. The title is the page's own. */
export const propertiesPanel = (page: SplitPage, texts: Texts): Markup => {
  const content = panel(page);
  return content
    ? html`<details class="properties" open>
        <summary>${texts.properties}</summary>
        ${content}
      </details>`
    : nothing;
};
