import { activityBars, type Counted, perDay } from '../src/domain/templates/activity.ts';
import { authorTag } from '../src/domain/templates/author.ts';
import { html } from '../src/domain/templates/html.ts';
import { wikiRows, type WikiRow } from '../src/domain/templates/rows.ts';
import { timeTag } from '../src/domain/templates/time-tag.ts';
import { fill, pieces } from '../src/domain/texts/fill.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, succeeded, textOf } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { draw } from './parts/draw.ts';
import { element, locale, spoken } from './parts/screen.ts';
import { offersToMe } from './parts/transfers.ts';

type Told = Readonly<Record<string, unknown>>;

const t = spoken() as Texts;

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many wikis are asked what happened in them lately; those behind them show less. */
const MOST_ASKED = 12;
const MOST_SESSIONS = 50;

const daysLeft = (wiki: Told): Pick<WikiRow, 'daysLeft'> => {
  const until = Date.parse(textOf(wiki['deletedOn']));
  return Number.isNaN(until) ? {} : { daysLeft: Math.max(1, Math.ceil((until - Date.now()) / DAY_MS)) };
};

const rowOf = (wiki: Told): WikiRow => ({
  owner: textOf(wiki['owner']),
  slug: textOf(wiki['slug']),
  name: textOf(wiki['name']),
  purpose: textOf(wiki['purpose']),
  visibility: textOf(wiki['visibility']),
  status: textOf(wiki['status']),
  pages: Number(wiki['pages']) || 0,
  href: textOf(wiki['href']),
  ...daysLeft(wiki),
});

const lastChange = async (row: HTMLElement, api: string): Promise<void> => {
  const answer = await ask(`${api}/changelog?limit=1`);
  const entry = succeeded(answer) ? recordsOf(answer.body['entries'])[0] : undefined;
  const place = row.querySelector<HTMLElement>('[data-last]');
  if (!entry || !place) return;
  const { at, author } = changeOf(entry);
  const values: Readonly<Record<string, () => ReturnType<typeof html>>> = {
    time: () => timeTag(at, locale()),
    who: () => authorTag(author, t),
  };
  draw(place, html`${pieces(t.edited).map((piece) => (typeof piece === 'string' ? piece : values[piece.place]?.()))}`);
};

const countedOf = (session: Told): Counted => ({ at: textOf(session['last']), changes: Number(session['changes']) || 0 });

const activity = async (row: HTMLElement, api: string): Promise<void> => {
  const answer = await ask(`${api}/sessions?limit=${MOST_SESSIONS}`);
  const place = row.querySelector<HTMLElement>('[data-activity]');
  if (!succeeded(answer) || !place) return;
  draw(place, activityBars(perDay(recordsOf(answer.body['sessions']).map(countedOf), Date.now()), t));
};

const asked = async (row: HTMLElement): Promise<void> => {
  const api = `/${row.dataset['wiki'] ?? ''}/api/v1`;
  await Promise.all([lastChange(row, api), activity(row, api)]);
};

/** Said only where there is a limit. */
const usage = async (): Promise<void> => {
  const answer = await ask('/api/v1/plan');
  if (!succeeded(answer)) return;
  const limit = recordOf(answer.body['limits'])['wikis'];
  if (typeof limit !== 'number') return;
  const used = Number(recordOf(answer.body['usage'])['wikis']) || 0;
  element('usage', HTMLElement).textContent = fill(t.dashboardUsage, { usage: fill(t.usageOf, { used, limit }) });
};

const place = element('wikis', HTMLElement);
// Offers stand above the list: both are drawn at once, so that nothing moves.
const [answer] = await Promise.all([ask('/api/v1/wikis'), offersToMe(element('offers', HTMLElement), t)]);
if (succeeded(answer)) {
  draw(place, wikiRows(recordsOf(answer.body['wikis']).map(rowOf), t));
  const rows = [...place.querySelectorAll<HTMLElement>('[data-wiki]:not(:has(.state-creating, .state-failed))')];
  await Promise.all([usage(), ...rows.slice(0, MOST_ASKED).map(asked)]);
} else {
  draw(place, html`<p class="problem" role="alert">${t.loadFailed} <a href="">${t.reload}</a></p>`);
}
