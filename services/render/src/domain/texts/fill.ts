/** Puts values into the `{places}` of a text; a place without a value stays as it is, so that it is seen. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : place));

/** Text cut at its places: `['Edited ', { place: 'time' }, ' by ', { place: 'who' }]`, for values that are markup. */
export const pieces = (text: string): readonly (string | { readonly place: string })[] =>
  text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 === 0 ? piece : { place: piece }));
