/**
 * Fragments are rendered once per change but a wiki's address may change by itself (a rename), so links inside carry a mark where
 * the address belongs, and assembly puts it there.
 */
export const BASE_MARK = '/wikibot-base-4e1f';

export const withBase = (html: string, base: string): string => html.replaceAll(BASE_MARK, base);
