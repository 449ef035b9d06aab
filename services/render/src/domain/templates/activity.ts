/** What agents did in the last days, as small bars. */
import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';

export const ACTIVITY_TEXTS = ['dashboardActivity', 'dashboardActivityOne', 'dashboardQuiet'] as const satisfies readonly TextId[];

type ActivityTexts = Pick<Texts, (typeof ACTIVITY_TEXTS)[number]>;

export const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const WIDTH = 5;
const GAP = 3;
const HEIGHT = 16;
const LEAST = 2;

export interface Counted {
  /** ISO 8601. */
  readonly at: string;
  readonly changes: number;
}

/** Changes by day, the last of them the day of `now` (milliseconds); what is older, or no time, is left out. */
export const perDay = (counted: readonly Counted[], now: number): readonly number[] => {
  const days = Array.from({ length: DAYS }, () => 0);
  const today = Math.floor(now / DAY_MS);
  for (const { at, changes } of counted) {
    const place = DAYS - 1 - (today - Math.floor(Date.parse(at) / DAY_MS));
    if (place >= 0 && place < DAYS) days[place] = (days[place] ?? 0) + changes;
  }
  return days;
};

const said = (total: number, t: ActivityTexts): string => {
  if (total === 0) return t.dashboardQuiet;
  return total === 1 ? t.dashboardActivityOne : fill(t.dashboardActivity, { count: total });
};

export const activityBars = (days: readonly number[], t: ActivityTexts): Markup => {
  const most = Math.max(1, ...days);
  const text = said(
    days.reduce((sum, count) => sum + count, 0),
    t,
  );
  return html`<svg class="activity" width="${DAYS * (WIDTH + GAP) - GAP}" height="${HEIGHT}" role="img" aria-label="${text}">
    <title>${text}</title>
    ${days.map((count, at) => {
      const height = count === 0 ? LEAST : Math.max(LEAST + 1, Math.round((count / most) * HEIGHT));
      return html`<rect x="${at * (WIDTH + GAP)}" y="${HEIGHT - height}" width="${WIDTH}" height="${height}" rx="1" class="${count === 0 ? 'activity-none' : 'activity-some'}" />`;
    })}
  </svg>`;
};
