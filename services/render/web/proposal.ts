import type { FileDiff } from '../src/domain/templates/file-diffs.ts';
import { html } from '../src/domain/templates/html.ts';
import { proposalView } from '../src/domain/templates/proposals/proposal-view.ts';
import { fill } from '../src/domain/texts/fill.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, recordOf, recordsOf, succeeded, textOf } from './parts/api.ts';
import { fileOf } from './parts/diff-api.ts';
import { draw, drawProblem } from './parts/draw.ts';
import { whyNot } from './parts/forms.ts';
import { offerDeciding } from './parts/proposals/deciding.ts';
import { proposalOf } from './parts/proposals/proposal-api.ts';
import { base, element, fact, locale, spoken } from './parts/screen.ts';

const t = spoken() as Texts;
const place = element('drawn', HTMLElement);
/** A proposal has at most 200 files. */
const address = `${base()}/api/v1/proposals/${encodeURIComponent(fact('proposal') ?? '')}?limit=200`;

const answer = await ask(address);
if (succeeded(answer)) {
  const { body } = answer;
  const proposal = proposalOf(recordOf(body['proposal']));
  const files: readonly FileDiff[] = recordsOf(body['files']).map(fileOf);
  const messages = recordsOf(body['messages']).map(({ message }) => textOf(message));
  const left = (typeof body['total'] === 'number' ? body['total'] : files.length) - files.length;
  draw(
    place,
    html`${proposalView({ proposal, messages, files, mayDecide: fact('write') === 'yes', locale: locale() }, t)}${left > 0 && html`<p class="quiet">${fill(t.moreFiles, { count: left })}</p>`}`,
  );
  offerDeciding(place, proposal, t);
} else drawProblem(place, whyNot(answer, t));
