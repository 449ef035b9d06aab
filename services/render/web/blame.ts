import { type BlamedPart, blameTable, type BlameTexts } from '../src/domain/templates/blame-table.ts';
import { html } from '../src/domain/templates/html.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { changeOf } from './parts/change-api.ts';
import { draw } from './parts/draw.ts';
import { base, element, fact, locale, pathHref, spoken } from './parts/screen.ts';

const t = spoken() as BlameTexts & ReturnType<typeof spoken<'loadFailed' | 'blameMore'>>;
const place = element('drawn', HTMLElement);
const address = `${base()}/api/v1/pages/${pathHref(fact('path') ?? '')}/blame`;

type Told = Readonly<Record<string, unknown>>;

const partsOf = (body: Told, first: number): readonly BlamedPart[] => {
  const texts = textOf(body['text']).split('\n');
  const changes = recordsOf(body['changes']).map(changeOf);
  return recordsOf(body['lines']).map(({ start, end, change }): BlamedPart => {
    const [from, to] = [Number(start), Number(end)];
    const known = typeof change === 'number' ? changes[change] : undefined;
    return {
      start: from,
      lines: texts.slice(from - first, to - first + 1),
      ...(known && { change: { ...known, href: `${base()}/-/commit/${known.revision}` } }),
    };
  });
};

/** Long pages come in pieces: each shows its part, and a button for the next. */
const show = async (into: HTMLElement, first: number): Promise<void> => {
  const answer = await ask(`${address}?from=${first}`);
  if (!succeeded(answer)) return draw(into, html`<p class="problem" role="alert">${t.loadFailed}</p>`);
  const { next } = answer.body;
  const more = typeof next === 'number' && html`<div><p><button class="button" type="button">${t.blameMore}</button></p></div>`;
  draw(into, html`${blameTable(partsOf(answer.body, first), locale(), t)}${more}`);
  const button = into.querySelector('button');
  if (typeof next === 'number') button?.addEventListener('click', () => void show(button.closest('div') ?? into, next));
};

await show(place, 1);
