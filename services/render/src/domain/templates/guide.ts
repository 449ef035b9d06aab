/** What may be written on a page, and the keys: source and result side by side. */
import { GUIDE, type GuideSection, KEYS } from '../guide/examples.ts';
import type { Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { appDocument } from './app-frame.ts';
import { html, type Markup, raw } from './html.ts';
import type { Shell } from './shell.ts';

export interface GuideModel {
  readonly shell: Shell;
  /** Safe HTML of an example, by its source. */
  readonly rendered: ReadonlyMap<string, string>;
}

const example = (source: string, rendered: string | undefined, t: Texts): Markup =>
  html`<div class="example">
    <pre tabindex="0" aria-label="${t.guideSource}">${source}</pre>
    ${rendered !== undefined && html`<div class="prose" role="group" aria-label="${t.guideResult}">${raw(rendered)}</div>`}
  </div>`;

const section = ({ id, title, note, examples }: GuideSection, { rendered }: GuideModel, t: Texts): Markup =>
  html`<section aria-labelledby="app:${id}">
    <h2 id="app:${id}">${t[title]}</h2>
    ${note && html`<p class="quiet">${t[note]}</p>`}
    ${examples.map((source) => example(source, rendered.get(source), t))}
  </section>`;

const keyCaps = (keys: string): Markup => html`${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}`;

const keys = (t: Texts): Markup =>
  html`<section class="keys" id="app:keys" aria-labelledby="app:keys-title">
    <h2 id="app:keys-title">${t.keysTitle}</h2>
    <div class="key-groups">
      ${KEYS.map(
        ({ title, keys: some }) =>
          html`<div><h3>${t[title]}</h3><dl>${some.map(([which, does]) => html`<div><dt>${keyCaps(which)}</dt><dd>${t[does].replace(/ \(.*\)$/, '')}</dd></div>`)}</dl></div>`,
      )}
    </div>
  </section>`;

export const guide = (model: GuideModel): string => {
  const t = texts(model.shell.locale);
  return appDocument(model.shell, {
    title: t.guideTitle,
    scripts: ['page'],
    spoken: [
      'copyCode',
      'copied',
      'diagram',
      'diagramSource',
      'diagramFailed',
      'tableSearch',
      'tableFailed',
      'tablePrevious',
      'tableNext',
      'tableRows',
    ],
    main: html`<div class="guide">
      <h1>${t.guideTitle}</h1>
      <p class="lead">${t.guideIntro}</p>
      <nav aria-label="${t.onThisPage}"><ul class="guide-contents">${GUIDE.map(({ id, title }) => html`<li><a href="#app:${id}">${t[title]}</a></li>`)}<li><a href="#app:keys">${t.keysTitle}</a></li></ul></nav>
      ${GUIDE.map((one) => section(one, model, t))}${keys(t)}
    </div>`,
  });
};
