import type { Locale, TextId, Texts } from '../../src/domain/texts/texts.ts';

/** What the server wrote onto the body for browser code. */
export const fact = (name: string): string | undefined => document.body.dataset[name];

/** `/ada/notes`: the address of the wiki on screen. */
export const base = (): string => fact('base') ?? '';

export const locale = (): Locale => (document.documentElement.lang === 'de' ? 'de' : 'en');

/** The words this screen may say; the server sends exactly those that its template lists. */
export const spoken = <Id extends TextId>(): Pick<Texts, Id> => JSON.parse(document.body.dataset['texts'] ?? '{}') as Pick<Texts, Id>;

/** An element of the template; ids of the application begin with `app:`. */
export const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(`app:${id}`);
  if (!(found instanceof kind)) throw new Error(`the screen has no ${id}`);
  return found;
};

/** `Folder/My Page` as a part of an address. */
export const pathHref = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
