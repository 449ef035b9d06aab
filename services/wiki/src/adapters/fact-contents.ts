/** The changes of a commit as its fact carries them: inline while they are short, otherwise behind claim checks. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { FileChange as ChangedFile, FileChanges } from '@wikibot/contracts/facts/wiki';
import { INLINE_BYTES } from '@wikibot/contracts/facts/wiki';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';
import { textOfBytes } from '../domain/page-bytes.ts';

export interface FactContents {
  of(changes: readonly FileChange[], files: readonly { readonly oid: ObjectId | null; readonly size: number }[]): Promise<FileChanges>;
}

export const factContents = (payloads: Payloads): FactContents => ({
  of: async (changes, files) => {
    const list: ChangedFile[] = [];
    for (const [index, change] of changes.entries()) list.push(await changed(change, files[index] ?? GONE, payloads));
    const json = Buffer.from(JSON.stringify(list));
    return json.length <= INLINE_BYTES ? list : { payload: await payloads.put(json), count: list.length };
  },
});

interface StoredFile {
  readonly oid: ObjectId | null;
  readonly size: number;
}

const GONE: StoredFile = { oid: null, size: 0 };

/** A Markdown file whose bytes are no text is kept, but is no page that could be shown. */
const changed = async (change: FileChange, { oid, size }: StoredFile, payloads: Payloads): Promise<ChangedFile> => {
  const file = { file: change.path, blob: oid, bytes: size };
  const page = pagePathOfFile(change.path);
  if (page === undefined) return file;
  if (!('content' in change)) return { ...file, page };
  const text = textOfBytes(change.content);
  if (text === undefined) return file;
  return { ...file, page, ...(change.content.length > INLINE_BYTES ? { payload: await payloads.put(change.content) } : { text }) };
};
