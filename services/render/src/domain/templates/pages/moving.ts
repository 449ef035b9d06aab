import { fill } from '../../texts/fill.ts';
import type { TextId, Texts } from '../../texts/texts.ts';
import { texts } from '../../texts/texts.ts';
import type { PagePlace } from '../comparing-views.ts';
import { html, type Markup } from '../html.ts';
import { wikiDocument, type WikiScreen } from '../wiki-frame.ts';

/** What moving a page would do. */
export interface MovePreview {
  readonly pages: number;
  readonly files: number;
  readonly updated: number;
  readonly notAllowed: number;
  readonly beyond: number;
  /** The first of the pages that move, old and new path. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

export const MOVING_TEXTS = [
  ...(['moveWould', 'movePagesOne', 'movePagesMany', 'moveFilesOne', 'moveFilesMany', 'moveLinksOne', 'moveLinksMany'] as const),
  ...(['moveLinksNone', 'moveNotAllowed', 'moveBeyond', 'moveRedirect', 'moveFailed', 'moveDone', 'moveProposed', 'moveNothing'] as const),
  ...(['moveNow', 'deleteAlone', 'deleteBelow', 'deleteLinked', 'deleteFailed', 'deleteDone', 'unreachable', 'signedOut'] as const),
] as const satisfies readonly TextId[];

type MovingTexts = Pick<Texts, (typeof MOVING_TEXTS)[number]>;

const counted = (count: number, one: string, many: string): string => (count === 1 ? one : fill(many, { count }));

const consequences = ({ pages, files, updated, notAllowed, beyond }: MovePreview, t: MovingTexts): readonly string[] => [
  counted(pages, t.movePagesOne, t.movePagesMany),
  ...(files > 0 ? [counted(files, t.moveFilesOne, t.moveFilesMany)] : []),
  updated === 0 ? t.moveLinksNone : counted(updated, t.moveLinksOne, t.moveLinksMany),
  ...(notAllowed > 0 ? [fill(t.moveNotAllowed, { count: notAllowed })] : []),
  ...(beyond > 0 ? [fill(t.moveBeyond, { count: beyond })] : []),
  t.moveRedirect,
];

export const movePreview = (preview: MovePreview, t: MovingTexts): Markup =>
  html`<section class="take-back" aria-labelledby="app:would">
    <h2 id="app:would">${t.moveWould}</h2>
    <ul class="consequences">
      ${consequences(preview, t).map((words) => html`<li>${words}</li>`)}
    </ul>
    ${
      preview.moves.length > 1 &&
      html`<ul class="moves">
        ${preview.moves.map(({ from, to }) => html`<li><span>${from}</span> → <span>${to}</span></li>`)}
      </ul>`
    }
    <p class="buttons"><button class="button primary" type="submit" name="do" value="move">${t.moveNow}</button></p>
  </section>`;

const screen = (
  model: WikiScreen & { readonly page: PagePlace },
  { title, main }: { readonly title: string; readonly main: Markup },
): string =>
  wikiDocument(model, {
    title,
    style: 'app',
    scripts: ['page', 'moving'],
    spoken: MOVING_TEXTS,
    noIndex: true,
    facts: { path: model.page.path, title: model.page.title },
    crumbs: [
      { title: model.wiki.name, href: `${model.wiki.base}/` },
      ...model.page.crumbs,
      { title: model.page.title, href: model.page.href },
    ],
    main: html`<div class="screen narrow">
      <h1>${title}</h1>
      ${main}
    </div>`,
  });

/** Asks for the new address, shows what would happen, and then does it. */
export const moveScreen = (model: WikiScreen & { readonly page: PagePlace }): string => {
  const { page, shell } = model;
  const t = texts(shell.locale);
  return screen(model, {
    title: fill(t.moveTitle, { title: page.title }),
    main: html`<form id="app:move">
      <fieldset class="bare" disabled>
        <div class="field">
          <label for="app:to">${t.moveTo}</label
          ><input id="app:to" name="to" value="${page.path.replaceAll('_', ' ')}" required maxlength="300" autocomplete="off" spellcheck="false" aria-describedby="app:to-hint" />
          <p class="hint" id="app:to-hint">${t.moveToHint}</p>
        </div>
        <p class="buttons"><button class="button" type="submit" name="do" value="preview">${t.movePreview}</button><a class="button" href="${page.href}">${t.cancel}</a></p>
        <p class="problem" role="alert" hidden></p>
        <div id="app:preview" aria-live="polite"></div>
      </fieldset>
    </form>`,
  });
};

/** Says what goes and how it comes back, and then deletes. */
export const deleteScreen = (model: WikiScreen & { readonly page: PagePlace }): string => {
  const { page, shell } = model;
  const t = texts(shell.locale);
  return screen(model, {
    title: fill(t.deleteTitle, { title: page.title }),
    main: html`<p class="lead">${t.deleteText}</p>
      <form id="app:delete">
        <fieldset class="bare" disabled>
          <div id="app:below" class="choices-place"></div>
          <p class="quiet" id="app:linked"></p>
          <p class="buttons"><button class="button danger" type="submit">${t.deleteNow}</button><a class="button" href="${page.href}">${t.cancel}</a></p>
          <p class="problem" role="alert" hidden></p>
        </fieldset>
      </form>`,
  });
};

export const belowChoice = (below: { readonly pages: number; readonly files: number }, t: MovingTexts): Markup =>
  html`<label class="choice-line"><input type="radio" name="what" value="one" checked /><span>${t.deleteAlone}</span></label
    ><label class="choice-line"><input type="radio" name="what" value="all" /><span>${fill(t.deleteBelow, below)}</span></label>`;
