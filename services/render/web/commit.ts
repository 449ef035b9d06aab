import { changeLine, type ChangeTexts } from '../src/domain/templates/change-list.ts';
import { fileDiffs } from '../src/domain/templates/file-diffs.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import type { TakeBackTexts } from '../src/domain/templates/take-back-view.ts';
import { fill } from '../src/domain/texts/fill.ts';
import { type Answer, ask, reasonOf, recordsOf, succeeded } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { fileOf } from './parts/diff-api.ts';
import { draw } from './parts/draw.ts';
import { base, element, fact, locale, spoken } from './parts/screen.ts';
import { offerTakingBack } from './parts/take-back.ts';

const t = spoken() as ChangeTexts & TakeBackTexts & ReturnType<typeof spoken<'diffFailed' | 'moreFiles' | 'saveOffline'>>;
const place = element('drawn', HTMLElement);
const revision = fact('revision') ?? '';

const takeBackButton = (): Markup | false =>
  fact('write') === 'yes' &&
  html`<p class="buttons"><button class="button" type="button" data-do="preview">${t.takeBack}</button></p>
    <div id="app:take-back" role="region" aria-live="polite"></div>`;

const shown = (answer: Answer): Markup => {
  if (!succeeded(answer))
    return html`<p class="problem" role="alert">${fill(t.diffFailed, { reason: reasonOf(answer, t.saveOffline) })}</p>`;
  const { body } = answer;
  const files = recordsOf(body['files']).map(fileOf);
  const more = (typeof body['total'] === 'number' ? body['total'] : files.length) - files.length;
  return html`${changeLine(changeOf(body), locale(), t)} ${takeBackButton()} ${fileDiffs(files, t)}
  ${more > 0 && html`<p class="quiet">${fill(t.moreFiles, { count: more })}</p>`}`;
};

draw(place, shown(await ask(`${base()}/api/v1/commits/${encodeURIComponent(revision)}?diffs=true`)));
const button = place.querySelector<HTMLButtonElement>('[data-do="preview"]');
if (button)
  offerTakingBack(button, {
    address: `${base()}/api/v1/commits/${encodeURIComponent(revision)}/revert`,
    place: element('take-back', HTMLElement),
    t,
  });
