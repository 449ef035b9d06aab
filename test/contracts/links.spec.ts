import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { project } from './declared.ts';

/** Neither ours nor written by hand, or the data of whoever runs it here. */
const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', 'cdk.out']);

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || NOT_OURS.has(entry.name) ? [] : pagesIn(place);
    return entry.name.endsWith('.md') ? [place] : [];
  });

const pages = pagesIn('');

const textOf = (file: string): string => readFileSync(path.join(project, file), 'utf8');

/** Code is no prose: what looks like a link in it is none. */
const proseOf = (file: string): string =>
  textOf(file)
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, '');

const targetsIn = (file: string): readonly string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '').filter((target) => !/^[a-z]+:/.test(target));

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsOf = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => slugOf(heading ?? ''));

const isDead = (from: string, target: string): boolean => {
  const [place = '', anchor] = target.split('#');
  const file = place === '' ? from : path.join(path.dirname(from), place);
  if (!existsSync(path.join(project, file))) return true;
  return anchor !== undefined && !anchorsOf(file).includes(anchor);
};

describe('what is written about the house', () => {
  it.each(pages)('%s has no dead link', (file) => {
    expect(targetsIn(file).filter((target) => isDead(file, target))).toEqual([]);
  });

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> }; // npm checked its form
    const named = pages.flatMap((file) => [...textOf(file).matchAll(/npm run (\w+)/g)].map(([, name]) => name ?? ''));
    expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
