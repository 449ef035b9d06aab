/**
 * A template tag whose values cannot break out: every interpolated string is escaped for text and quoted attributes;
 * only markup made by this tag, or declared trusted by `raw`, goes in as it is. Attributes must be written with double quotes.
 */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What may stand in a template. `false`, `null` and `undefined` leave nothing, so that `condition && html…` reads well. */
export type Content = Markup | string | number | false | null | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const SPECIAL = /[&<>"']/;

export const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign) : text;

const written = (content: Content): string => {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return Array.isArray(content) ? (content as readonly Content[]).map(written).join('') : '';
};

/** Templates are indented to be read, pages are not; made once for each template. */
const unindented = new WeakMap<TemplateStringsArray, readonly string[]>();

const partsOf = (template: TemplateStringsArray): readonly string[] => {
  const parts = unindented.get(template) ?? template.map((part) => part.replace(/\n\s+/g, '\n'));
  unindented.set(template, parts);
  return parts;
};

export const html = (template: TemplateStringsArray, ...values: readonly Content[]): Markup => {
  const parts = partsOf(template);
  let text = parts[0] ?? '';
  values.forEach((value, at) => {
    text += written(value) + (parts[at + 1] ?? '');
  });
  return new Markup(text);
};

/** Declares a string to be markup that is safe already: the output of the sanitiser, or of a template. */
export const raw = (trusted: string): Markup => new Markup(trusted);

export const nothing: Markup = new Markup('');
