import { diffTable } from '../src/domain/templates/diff-view.ts';
import { type FileDiffTexts, lineCounts } from '../src/domain/templates/file-diffs.ts';
import { html, type Markup } from '../src/domain/templates/html.ts';
import { fill } from '../src/domain/texts/fill.ts';
import { type Answer, ask, reasonOf, recordOf, succeeded, textOf } from './parts/api.ts';
import { hunksOf } from './parts/diff-api.ts';
import { draw } from './parts/draw.ts';
import { base, element, fact, pathHref, spoken } from './parts/screen.ts';

type Words = FileDiffTexts & ReturnType<typeof spoken<'diffFailed' | 'diffBetween' | 'diffBefore' | 'viewVersion' | 'wholeChange'>>;

const t = spoken() as Words;
const path = fact('path') ?? '';
const parameters = Object.fromEntries(['from', 'to'].flatMap((name) => (fact(name) === undefined ? [] : [[name, fact(name) ?? '']])));

const sideName = (side: unknown): string => {
  const { revision, path: then } = recordOf(side);
  return then === null ? t.diffBefore : textOf(revision).slice(0, 8);
};

const ways = (to: unknown): Markup | false => {
  const { revision, path: then } = recordOf(to);
  const id = textOf(revision);
  return (
    id !== '' &&
    html`<nav class="diff-ways">
      ${typeof then === 'string' && html`<a href="${base()}/${pathHref(path)}/view/${id}">${t.viewVersion}</a>`}<a href="${base()}/-/commit/${id}">${t.wholeChange}</a>
    </nav>`
  );
};

const shown = (answer: Answer): Markup => {
  if (!succeeded(answer)) return html`<p class="problem" role="alert">${fill(t.diffFailed, { reason: reasonOf(answer, '') })}</p>`;
  const { from, to, binary, hunks, lines } = answer.body;
  const { added, removed } = recordOf(lines);
  const counts = typeof added === 'number' && typeof removed === 'number' ? lineCounts({ added, removed }) : false;
  return html`<p class="diff-head"><span class="quiet">${fill(t.diffBetween, { from: sideName(from), to: sideName(to) })}</span>${counts}</p>
    ${ways(to)} ${binary === true ? html`<p class="quiet">${t.diffBinary}</p>` : diffTable(hunksOf(hunks), t)}`;
};

const query = new URLSearchParams({ ...parameters, limit: '5000' });
draw(element('drawn', HTMLElement), shown(await ask(`${base()}/api/v1/pages/${pathHref(path)}/diff?${query.toString()}`)));
