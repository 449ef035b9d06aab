import { changeList, type ChangeTexts } from '../src/domain/templates/change-list.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import { ask, recordsOf, succeeded, type Answer } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { draw } from './parts/draw.ts';
import { base, element, fact, locale, pathHref, spoken } from './parts/screen.ts';

type Words = ReturnType<typeof spoken<'loadFailed' | 'noHistory' | 'noHistoryHint' | 'noChanges' | 'noChangesHint'>> & ChangeTexts;

const SOURCES = {
  history: {
    address: () => `${base()}/api/v1/pages/${pathHref(fact('path') ?? '')}/history?limit=100`,
    rows: 'history',
    title: 'noHistory',
    hint: 'noHistoryHint',
  },
  changelog: { address: () => `${base()}/api/v1/changelog?limit=100`, rows: 'entries', title: 'noChanges', hint: 'noChangesHint' },
} as const;

const t = spoken() as Words;
const source = SOURCES[fact('source') === 'changelog' ? 'changelog' : 'history'];

const shown = (answer: Answer): Markup => {
  if (!succeeded(answer)) return html`<p class="problem" role="alert">${t.loadFailed}</p>`;
  const changes = recordsOf(answer.body[source.rows]).map(changeOf);
  return changes.length === 0
    ? html`<div class="nothing">
        <h2>${t[source.title]}</h2>
        <p>${t[source.hint]}</p>
      </div>`
    : changeList(changes, locale(), t);
};

draw(element('changes', HTMLElement), shown(await ask(source.address())));
