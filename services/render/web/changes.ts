import { changeList, type Change, type ChangeTexts } from '../src/domain/templates/change-list.ts';
import { comparisonForm, type ComparingTexts } from '../src/domain/templates/comparison-form.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import { sessionsIn } from '../src/domain/templates/session-cards.ts';
import { ask, recordsOf, succeeded, type Answer } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { draw } from './parts/draw.ts';
import { offerRestoring } from './parts/restore.ts';
import { base, element, fact, locale, pathHref, spoken } from './parts/screen.ts';
import { showNotice } from './parts/notice.ts';

type Words = ChangeTexts &
  ComparingTexts &
  ReturnType<typeof spoken<'loadFailed' | 'noHistory' | 'noHistoryHint' | 'noChanges' | 'noChangesHint' | 'older'>>;

const t = spoken() as Words;
const path = fact('path') ?? '';
const isHistory = fact('source') !== 'changelog';

const linked = (change: Change): Change => ({ ...change, href: `${base()}/-/commit/${change.revision}` });

const sources = {
  history: {
    address: (older?: string) =>
      `${base()}/api/v1/pages/${pathHref(path)}/history?limit=50${older === undefined ? '' : `&cursor=${older}`}`,
    rows: 'history',
    empty: [t.noHistory, t.noHistoryHint],
    list: (changes: readonly Change[]) =>
      comparisonForm(changes, { action: `${base()}/${pathHref(path)}/diff`, mayRestore: fact('write') === 'yes', locale: locale(), t }),
  },
  changelog: {
    address: (older?: string) => `${base()}/api/v1/changelog?limit=50${older === undefined ? '' : `&before=${older}`}`,
    rows: 'entries',
    empty: [t.noChanges, t.noChangesHint],
    list: (changes: readonly Change[]) => changeList(sessionsIn(changes, base()), { locale: locale(), t }),
  },
} as const;
const source = sources[isHistory ? 'history' : 'changelog'];

const nothing = ([title, hint]: readonly string[]): Markup =>
  html`<div class="nothing">
    <h2>${title}</h2>
    <p>${hint}</p>
  </div>`;

const shown = (answer: Answer, changes: readonly Change[]): Markup => {
  if (!succeeded(answer)) return html`<p class="problem" role="alert">${t.loadFailed}</p>`;
  if (changes.length === 0) return nothing(source.empty);
  return html`${source.list(changes)}${olderOf(answer) !== undefined && html`<p><button class="button" type="button" data-do="older">${t.older}</button></p>`}`;
};

const olderOf = (answer: Answer): string | undefined => {
  const next = succeeded(answer) ? answer.body['next'] : undefined;
  return typeof next === 'string' || typeof next === 'number' ? String(next) : undefined;
};

const place = element('changes', HTMLElement);

/** All that was loaded is drawn anew, so that versions of different pages of the list can be compared. */
const show = async (before: readonly Change[], older?: string): Promise<void> => {
  const answer = await ask(source.address(older));
  const more = succeeded(answer) ? recordsOf(answer.body[source.rows]).map(changeOf).map(linked) : [];
  const changes = [...before, ...more];
  draw(place, shown(answer, changes));
  offerRestoring(place, path, t);
  const next = olderOf(answer);
  place.querySelector('[data-do="older"]')?.addEventListener('click', () => void show(changes, next));
};

showNotice();
await show([]);
