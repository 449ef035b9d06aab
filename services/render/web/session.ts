import { changeList, type ChangeTexts } from '../src/domain/templates/change-list.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import type { TakeBackTexts } from '../src/domain/templates/take-back-view.ts';
import { type Answer, ask, recordsOf, succeeded } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { draw } from './parts/draw.ts';
import { base, element, fact, locale, spoken } from './parts/screen.ts';
import { offerTakingBack } from './parts/take-back.ts';

const t = spoken() as ChangeTexts & TakeBackTexts & ReturnType<typeof spoken<'loadFailed' | 'noChanges' | 'noChangesHint'>>;
const place = element('drawn', HTMLElement);
const session = fact('session') ?? '';
const by = fact('by');

const undoButton = (): Markup | false =>
  fact('write') === 'yes' &&
  html`<p class="buttons"><button class="button" type="button" data-do="preview">${t.undoSession}</button></p>
    <div id="app:take-back" role="region" aria-live="polite"></div>`;

const shown = (answer: Answer): Markup => {
  if (!succeeded(answer)) return html`<p class="problem" role="alert">${t.loadFailed}</p>`;
  const changes = recordsOf(answer.body['entries'])
    .map(changeOf)
    .map((change) => ({ ...change, href: `${base()}/-/commit/${change.revision}` }));
  return changes.length === 0
    ? html`<div class="nothing">
        <h2>${t.noChanges}</h2>
        <p>${t.noChangesHint}</p>
      </div>`
    : html`${undoButton()} ${changeList(changes, { locale: locale(), t })}`;
};

const query = new URLSearchParams({ session, limit: '200', ...(by !== undefined && { by }) });
draw(place, shown(await ask(`${base()}/api/v1/changelog?${query.toString()}`)));
const button = place.querySelector<HTMLButtonElement>('[data-do="preview"]');
if (button)
  offerTakingBack(button, {
    address: `${base()}/api/v1/sessions/${encodeURIComponent(session)}/undo`,
    ...(by !== undefined && { body: { by } }),
    place: element('take-back', HTMLElement),
    t,
  });
