import { de } from './de.ts';
import { en } from './en.ts';
import type { Texts } from './text-ids.ts';

export type { TextId, Texts } from './text-ids.ts';

export const LOCALES = { en, de } as const satisfies Readonly<Record<string, Texts>>;
export type Locale = keyof typeof LOCALES;

export const texts = (locale: Locale): Texts => LOCALES[locale];

export const isLocale = (tag: string): tag is Locale => Object.hasOwn(LOCALES, tag);

const preference = (range: string): { readonly language: string; readonly quality: number } => {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
  return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
};

/** The language of ours that an `Accept-Language` header likes best (RFC 9110, 12.5.4); English when it names none of them. */
export const localeFor = (acceptLanguage: string | undefined): Locale =>
  (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map(preference)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ language }) => language)
    .find(isLocale) ?? 'en';
