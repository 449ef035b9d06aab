/** The attachments of each page: a part of the view of fragments, for pages that list them. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Register } from '@wikibot/contracts/define/service';
import type { FileChange, headMoved } from '@wikibot/contracts/facts/wiki';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { pageKey } from '@wikibot/platform/page/page-path';

export interface AttachedFile {
  readonly name: string;
  /** Path of the page whose folder it lies in. */
  readonly page: string;
  readonly bytes: number;
  readonly at: string;
  readonly actor: Actor;
}

const partition = (wikiId: WikiId, page: string): string => `files#${wikiId}#${pageKey(page)}`;

const placeOf = (file: string): { readonly page: string; readonly name: string } => {
  const at = file.lastIndexOf('/');
  return { page: file.slice(0, Math.max(0, at)), name: file.slice(at + 1) };
};

/** One register for each file that lies in the folder of a page. */
export const fileRegisters = (fact: FactOf<typeof headMoved>, changes: readonly FileChange[]): readonly Register[] =>
  changes.flatMap(({ file, page: isPage, blob, bytes }) => {
    const { page, name } = placeOf(file);
    if (isPage !== undefined || page === '') return [];
    const row = blob === null ? null : { file: { name, page, bytes, at: fact.time, actor: fact.actor } };
    return [{ pk: partition(fact.data.wikiId, page), sk: name, row }];
  });

/** As many as a page lists. */
const MOST = 500;

export const filesOf = async ({ view }: Pick<KernelPorts, 'view'>, wikiId: WikiId, page: string): Promise<readonly AttachedFile[]> => {
  const { rows } = await view('fragments').query({ pk: partition(wikiId, page), limit: MOST });
  return rows.map((row) => row['file'] as unknown as AttachedFile); // only fileRegisters writes these
};
