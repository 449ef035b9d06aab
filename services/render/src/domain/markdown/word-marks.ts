import { escapeHtml } from '../templates/html.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';

/**
 * Pages are rendered once and read in several languages: the few words that rendering adds are kept as marks, which assembly replaces.
 * An author cannot write the sign of a mark, and a forged one would only say such a word.
 */
const SIGN = '\uFDD3';
const MARK = /\uFDD3(\w+)\uFDD3/g;

export const MARKED_TEXTS: Texts = Object.fromEntries(Object.keys(texts('en')).map((id) => [id, `${SIGN}${id}${SIGN}`])) as Texts; // same keys

const isTextId = (id: string, t: Texts): id is TextId => Object.hasOwn(t, id);

export const sayWords = (html: string, t: Texts): string =>
  html.includes(SIGN) ? html.replace(MARK, (_mark, id: string) => (isTextId(id, t) ? escapeHtml(t[id]) : '')) : html;
