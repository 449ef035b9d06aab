/** A screen of a wiki whose content browser code draws from the public API. */
import type { TextId } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { type Content, html } from './html.ts';
import { type Framed, type Link, wikiDocument, type WikiScreen } from './wiki-frame.ts';

export interface Drawn {
  readonly title: string;
  /** Stands below the title. */
  readonly intro?: Content;
  /** Browser code that draws into `app:drawn`. */
  readonly script: string;
  readonly spoken: readonly TextId[];
  readonly facts?: Readonly<Record<string, string | undefined>>;
  readonly crumbs: readonly Link[];
  readonly actions?: Content;
  readonly here?: NonNullable<Framed['here']>;
}

export const drawnScreen = (model: WikiScreen, drawn: Drawn): string => {
  const t = texts(model.shell.locale);
  const { title, intro, script, crumbs, ...rest } = drawn;
  return wikiDocument(model, {
    ...rest,
    title,
    style: 'app',
    scripts: ['page', script],
    noIndex: true,
    crumbs: [{ title: model.wiki.name, href: `${model.wiki.base}/` }, ...crumbs],
    main: html`<div class="screen wide">
      <h1>${title}</h1>
      ${intro}
      <div id="app:drawn" aria-busy="true"><p class="loading">${t.loading}</p></div>
    </div>`,
  });
};
