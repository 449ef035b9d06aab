import { fill } from '../texts/fill.ts';
import type { Locale, Texts } from '../texts/texts.ts';
import { type Author, authorTag } from './author.ts';
import { type Content, html, type Markup } from './html.ts';
import { timeTag } from './time-tag.ts';

/** One change, as history and recent changes tell it. */
export interface Change {
  readonly revision: string;
  /** ISO 8601. */
  readonly at: string;
  readonly author: Author;
  readonly message?: string;
  readonly intent?: string;
  /** The page as it was then, or the comparison. */
  readonly href?: string;
  /** Pages it touched; left out in the history of one page. */
  readonly pages?: readonly { readonly title: string; readonly href: string }[];
  /** It stands for this many changes that an agent made in one go. */
  readonly session?: { readonly href: string; readonly count: number };
}

export const CHANGE_TEXTS = [
  ...(['agentFor', 'agent', 'system', 'anonymous', 'noMessage', 'older', 'sessionOf', 'reviewSession'] as const),
  ...([
    'intentSave',
    'intentEdit',
    'intentMove',
    'intentDelete',
    'intentRestore',
    'intentRevert',
    'intentUndo',
    'intentPush',
    'intentImport',
    'intentMerge',
    'intentBootstrap',
  ] as const),
] as const;

export type ChangeTexts = Pick<Texts, (typeof CHANGE_TEXTS)[number]>;

const INTENTS: Readonly<Record<string, (typeof CHANGE_TEXTS)[number]>> = {
  save: 'intentSave',
  edit: 'intentEdit',
  move: 'intentMove',
  delete: 'intentDelete',
  restore: 'intentRestore',
  revert: 'intentRevert',
  undo: 'intentUndo',
  push: 'intentPush',
  import: 'intentImport',
  merge: 'intentMerge',
  bootstrap: 'intentBootstrap',
};

const intentOf = (intent: string | undefined, t: ChangeTexts): string | undefined => {
  const id = intent !== undefined && Object.hasOwn(INTENTS, intent) ? INTENTS[intent] : undefined;
  return id === undefined ? undefined : t[id];
};

const headline = ({ message, href }: Change, t: ChangeTexts): Markup => {
  const words = message === undefined || message === '' ? html`<span class="quiet">${t.noMessage}</span>` : html`${message}`;
  return href === undefined
    ? html`<span class="change-message">${words}</span>`
    : html`<a class="change-message" href="${href}">${words}</a>`;
};

const touched = (pages: Change['pages']): Markup | false =>
  pages !== undefined &&
  pages.length > 0 &&
  html`<span class="change-pages">${pages.map(({ title, href }) => html`<a href="${href}">${title}</a>`)}</span>`;

const byline = (change: Change, locale: Locale, t: ChangeTexts): Markup => {
  const intent = intentOf(change.intent, t);
  // Only the parts that author tags say are in ChangeTexts; they are all it reads.
  const author = authorTag(change.author, t as Texts);
  return html`<span class="change-line"
    >${author}${intent !== undefined && html`<span>${intent}</span>`}${timeTag(change.at, locale)}<code
      >${change.revision.slice(0, 8)}</code
    ></span
  >`;
};

/** One change told at the head of its own screen. */
export const changeLine = (change: Change, locale: Locale, t: ChangeTexts): Markup =>
  html`<div class="change alone">${headline(change, t)}${touched(change.pages)}${byline(change, locale, t)}</div>`;

/** What a screen puts around a change of its list. */
interface Around {
  readonly before?: Content;
  readonly after?: Content;
}

const sessionLine = ({ session }: Change, t: ChangeTexts): Markup | false =>
  session !== undefined &&
  html`<span class="change-session"
    ><span>${fill(t.sessionOf, { count: session.count })}</span> <a href="${session.href}">${t.reviewSession}</a></span
  >`;

const row = (change: Change, { locale, t }: { readonly locale: Locale; readonly t: ChangeTexts }, { before, after }: Around): Markup =>
  html`<li class="change">
    ${before}
    <div>${headline(change, t)}${touched(change.pages)}${sessionLine(change, t)}${byline(change, locale, t)}${after}</div>
  </li>`;

const dayOf = (at: string): string => at.slice(0, 10);

const dayTitle = (day: string, locale: Locale): string => {
  const date = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(date);
};

/** Changes under the day they happened, in the order given. */
export const changeList = (
  changes: readonly Change[],
  { locale, t }: { readonly locale: Locale; readonly t: ChangeTexts },
  around: (change: Change) => Around = () => ({}),
): Markup => {
  const days = Object.entries(Object.groupBy(changes, ({ at }) => dayOf(at)));
  return html`${days.map(
    ([day, those = []]) =>
      html`<section class="day">
        <h2>${dayTitle(day, locale)}</h2>
        <ol class="changes">
          ${those.map((change) => row(change, { locale, t }, around(change)))}
        </ol>
      </section>`,
  )}`;
};
