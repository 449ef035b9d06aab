import type { Author } from '../../src/domain/templates/author.ts';
import type { Change } from '../../src/domain/templates/change-list.ts';
import { recordOf, textOf } from './api.ts';
import { base, pathHref } from './screen.ts';

const named = (author: Readonly<Record<string, unknown>>): Author => {
  const name = textOf(author['name']) || textOf(author['person']);
  if (author['kind'] === 'agent') return agentNamed(author, name);
  if (author['kind'] === 'system') return { kind: 'system' };
  return name === '' ? { kind: 'anonymous' } : { kind: 'person', name };
};

const agentNamed = (author: Readonly<Record<string, unknown>>, name: string): Author => {
  const client = textOf(author['client']);
  const session = textOf(author['session']);
  return {
    kind: 'agent',
    client: client || name,
    ...(name !== '' && name !== client && { person: name }),
    ...(session !== '' && { session }),
  };
};

/** The API names an author by a plain string, or says more in `actor`. */
const authorOf = (row: Readonly<Record<string, unknown>>): Author => {
  if (typeof row['actor'] === 'object') return named(recordOf(row['actor']));
  if (typeof row['author'] === 'object') return named(recordOf(row['author']));
  const name = textOf(row['author']);
  return name === '' ? { kind: 'anonymous' } : { kind: 'person', name };
};

export const titleOf = (path: string): string => (path.split('/').at(-1) ?? path).replaceAll('_', ' ');

const pagesOf = (value: unknown): Change['pages'] =>
  Array.isArray(value)
    ? value.flatMap((page: unknown) => {
        const path = typeof page === 'string' ? page : textOf(recordOf(page)['path']);
        return path === '' ? [] : [{ title: titleOf(path), href: `${base()}/${pathHref(path)}` }];
      })
    : undefined;

/** A row of `history` or `changelog` as the templates take it. */
export const changeOf = (row: Readonly<Record<string, unknown>>): Change => {
  const pages = pagesOf(row['pages_affected']);
  return {
    revision: textOf(row['revision']),
    at: textOf(row['date']),
    author: authorOf(row),
    message: textOf(row['message']),
    ...(typeof row['intent'] === 'string' && { intent: row['intent'] }),
    ...(pages && { pages }),
  };
};
