/** How much is used of what there is room for, as text and as a bar. */
import { fill } from '../../texts/fill.ts';
import type { TextId, Texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';

export const USAGE_TEXTS = [
  ...(['usageOf', 'usagePlan', 'usageWikis', 'usagePages', 'usageAuthors', 'usageStorage', 'usageNone', 'dataZip'] as const),
] satisfies readonly TextId[];

type UsageTexts = Pick<Texts, (typeof USAGE_TEXTS)[number]>;

export interface Meter {
  readonly name: string;
  readonly used: number;
  /** Absent: without limit. */
  readonly limit?: number;
  /** How a number of it is written. */
  readonly written?: (count: number) => string;
}

const NEAR = 0.8;
const WHOLE = 100;

const level = (share: number): string => {
  if (share > 1) return 'over';
  return share >= NEAR ? 'near' : 'fine';
};

/** A drawing, since styles cannot be written into a page here; the text beside it says the same. */
const bar = (share: number): Markup =>
  html`<svg class="meter meter-${level(share)}" viewBox="0 0 100 4" preserveAspectRatio="none" width="100%" height="4" aria-hidden="true">
    <rect width="100" height="4" class="meter-room" />
    <rect width="${Math.min(WHOLE, Math.round(share * WHOLE))}" height="4" class="meter-used" />
  </svg>`;

export const meter = ({ name, used, limit, written = String }: Meter, t: Pick<Texts, 'usageOf'>): Markup =>
  html`<div class="meter-line">
    <span>${name}</span
    ><span class="count">${limit === undefined ? written(used) : fill(t.usageOf, { used: written(used), limit: written(limit) })}</span
    >${limit !== undefined && bar(used / limit)}
  </div>`;

export interface WikiUsageRow {
  readonly name: string;
  readonly href: string;
  readonly meters: readonly Meter[];
}

export const usageList = (
  { plan, wikis, rows }: { readonly plan: string; readonly wikis: Meter; readonly rows: readonly WikiUsageRow[] },
  t: UsageTexts,
): Markup =>
  html`<p class="part-hint">${fill(t.usagePlan, { plan })}</p>
    <div class="usage-block">${meter(wikis, t)}</div>
    ${
      rows.length === 0
        ? html`<p class="list-empty">${t.usageNone}</p>`
        : rows.map(
            ({ name, href, meters }) =>
              html`<div class="usage-block">
                <h3><a href="${href}">${name}</a></h3>
                ${meters.map((one) => meter(one, t))}
              </div>`,
          )
    }`;

export const dataList = (wikis: readonly { readonly name: string; readonly href: string }[], t: UsageTexts): Markup =>
  wikis.length === 0
    ? html`<p class="list-empty">${t.usageNone}</p>`
    : html`<ul class="items">
        ${wikis.map(
          ({ name, href }) =>
            html`<li class="item-line">
              <span class="item-main item-title">${name}</span
              ><a class="button" href="${href}api/v1/export?format=zip" download aria-label="${fill(t.dataZip, { name })}">Zip</a>
            </li>`,
        )}
      </ul>`;
