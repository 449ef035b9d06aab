import type { Locale } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';

const FORMATS = new Map<string, Intl.DateTimeFormat>();

const formatFor = (locale: Locale): Intl.DateTimeFormat => {
  const made = FORMATS.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  FORMATS.set(locale, made);
  return made;
};

/** `2 Dec 2026, 14:05 UTC`; what is no time stays as it is. */
export const absoluteTime = (at: string, locale: Locale): string => {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : `${formatFor(locale).format(time)} UTC`;
};

/** An absolute time that stays right in a cached page; browser code turns it into "3 hours ago". `at` is ISO 8601. */
export const timeTag = (at: string, locale: Locale): Markup => html`<time datetime="${at}" data-ago>${absoluteTime(at, locale)}</time>`;
