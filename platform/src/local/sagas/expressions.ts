/** JSONata expressions inside a definition: where they are, and whether Step Functions would take them. */
import jsonata from 'jsonata';
import type { Json } from '../../kernel/table.ts';

/** Strings between `{%` and `%}` are expressions, all others are literal. */
export const isExpression = (text: string): boolean => text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;

/** The JSONata inside an expression string. */
export const sourceOf = (expression: string): string => expression.slice(2, -2).trim();

/** Every expression string in a template, with its path from the template's root. */
export const expressionsIn = (template: Json | undefined, path = ''): readonly { readonly path: string; readonly text: string }[] => {
  if (typeof template === 'string') return isExpression(template) ? [{ path, text: template }] : [];
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([field, inner]) => expressionsIn(inner, path ? `${path}.${field}` : field));
};

/** Why Step Functions would refuse an expression, or nothing. `$eval` is not offered there: `$parse` is. */
export const problemOf = (expression: string): string | undefined => {
  try {
    const tree = JSON.stringify(jsonata(sourceOf(expression)).ast());
    if (/"value":"eval","type":"variable"/.test(tree)) return '$eval is not available in Step Functions; use $parse';
    return undefined;
  } catch (error) {
    return `is not JSONata: ${messageOf(error)}`;
  }
};

/** JSONata throws plain objects with a message; some libraries throw errors. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
