import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { html, type Markup, raw } from './html.ts';

/** Who acted, as a reader is told. An agent is named by its client and the person it acts for. */
export type Author =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'agent'; readonly client: string; readonly person?: string; readonly session?: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'anonymous' };

const HEXAGON = raw(
  '<svg class="mark mark-agent" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M10 1.2 17.6 5.6v8.8L10 18.8 2.4 14.4V5.6z"/><circle cx="7.4" cy="10" r="1.25"/><circle cx="12.6" cy="10" r="1.25"/></svg>',
);

/** `Ada Lovelace` gives `AL`, `ada` gives `A`. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/[\s._-]+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
};

const round = (name: string): Markup => html`<span class="mark mark-person" aria-hidden="true">${initialsOf(name)}</span>`;

const agentName = ({ client, person }: Extract<Author, { kind: 'agent' }>, t: Texts): string =>
  person === undefined ? client : fill(t.agentFor, { client, person });

/** A person has a round mark with initials, an agent a hexagon: told apart without reading, and without colour. */
export const authorMark = (author: Author): Markup => {
  if (author.kind === 'agent' || author.kind === 'system') return HEXAGON;
  return round(author.kind === 'person' ? author.name : '?');
};

export const authorName = (author: Author, t: Texts): string => {
  if (author.kind === 'agent') return agentName(author, t);
  if (author.kind === 'person') return author.name;
  return author.kind === 'system' ? t.system : t.anonymous;
};

const spokenKind = (author: Author, t: Texts): Markup => html`${author.kind === 'agent' && html`<span class="unseen">${t.agent}: </span>`}`;

export const authorTag = (author: Author, t: Texts): Markup =>
  html`<span class="author author-${author.kind}"
    >${authorMark(author)}${spokenKind(author, t)}<span>${authorName(author, t)}</span></span
  >`;
