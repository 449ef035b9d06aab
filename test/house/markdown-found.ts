/** Markdown that others have written: what lies in the packages of this very project. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './host.ts';

export interface FoundPage {
  /** Below `node_modules`. */
  readonly file: string;
  readonly content: Buffer;
}

/** So many distinct Markdown files, by path; fewer when there are no more. */
export const markdownFound = (most: number): readonly FoundPage[] => {
  const root = join(projectFolder, 'node_modules');
  const seen = new Set<string>();
  const found: FoundPage[] = [];
  const take = (file: string): void => {
    const content = readFileSync(join(root, file));
    const digest = createHash('sha256').update(content).digest('hex');
    if (seen.has(digest)) return;
    seen.add(digest);
    found.push({ file, content });
  };
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      if (found.length >= most) return;
      const file = `${below}${entry.name}`;
      if (entry.isDirectory()) walk(`${file}/`);
      else if (entry.isFile() && entry.name.endsWith('.md')) take(file);
    }
  };
  walk('');
  return found;
};
