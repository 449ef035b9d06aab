/** What goes with a page when all that belongs to it goes: its files, and the pages below it with theirs. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Ground } from '../ports.ts';
import { standingFiles } from './standing-files.ts';

/** So many files change with one page. */
export const MOST_FILES = 2_000;

interface Surroundings {
  readonly context: Context;
  readonly ground: Ground;
}

export const isBelow = (file: string, page: string): boolean => pageKey(file).startsWith(`${pageKey(page)}/`);

/** Refused unless whoever asks may write all of it. */
export const filesBelow = async (
  { context, ground }: Surroundings,
  page: string,
): Promise<{ readonly ok: true; readonly files: readonly string[] } | Refused> => {
  const files = (await standingFiles(ground)).map(({ path }) => path).filter((path) => isBelow(path, page));
  if (files.length > MOST_FILES) return movingRefusals['page.too-much-below']({ path: page, files: files.length, limit: MOST_FILES });
  return mayWriteAll(context, files) ? { ok: true, files } : movingRefusals['page.below-closed']({ path: page });
};

export const mayWriteAll = (context: Context, files: readonly string[]): boolean => {
  const rules = rulesOf(context);
  return files.every((file) => pathPermits(rules, pagePathOfFile(file) ?? file, 'write'));
};
