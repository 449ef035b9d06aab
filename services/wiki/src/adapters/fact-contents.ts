/** The changes of a commit as its fact carries them: inline while they are short, otherwise behind claim checks. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { FileChange as ChangedFile, FileChanges } from '@wikibot/contracts/facts/wiki';
import { INLINE_BYTES } from '@wikibot/contracts/facts/wiki';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';

export interface FactContents {
  of(changes: readonly FileChange[], files: readonly { readonly oid: ObjectId | null; readonly size: number }[]): Promise<FileChanges>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined when the bytes are not UTF-8: then the file is kept, but is no page that could be shown. */
export const textOfBytes = (content: Uint8Array): string | undefined => {
  try {
    return utf8.decode(content);
  } catch {
    return undefined;
  }
};

export const factContents = (payloads: Payloads): FactContents => {
  const contentOf = async (content: Uint8Array): Promise<Pick<ChangedFile, 'text' | 'payload'>> => {
    const text = textOfBytes(content);
    if (text === undefined) return {};
    return content.length > INLINE_BYTES ? { payload: await payloads.put(content) } : { text };
  };
  const changed = async (change: FileChange, file: { oid: ObjectId | null; size: number } | undefined): Promise<ChangedFile> => {
    const content = 'content' in change ? change.content : undefined;
    const page = pagePathOfFile(change.path);
    const readable = content === undefined || page === undefined ? undefined : await contentOf(content);
    const isPage = page !== undefined && (content === undefined || readable?.text !== undefined || readable?.payload !== undefined);
    return { file: change.path, ...(isPage ? { page } : {}), blob: file?.oid ?? null, bytes: file?.size ?? 0, ...readable };
  };
  return {
    of: async (changes, files) => {
      const list: ChangedFile[] = [];
      for (const [index, change] of changes.entries()) list.push(await changed(change, files[index]));
      const json = Buffer.from(JSON.stringify(list));
      return json.length <= INLINE_BYTES ? list : { payload: await payloads.put(json), count: list.length };
    },
  };
};
