/** The changes of a commit as its fact carries them: inline while they are short, otherwise behind claim checks. */
import { present } from '@wikibot/contracts/define/present';
import type { FileChange as ChangedFile, FileChanges } from '@wikibot/contracts/facts/wiki';
import { INLINE_BYTES } from '@wikibot/contracts/facts/wiki';
import { canTravel } from '@wikibot/platform/kernel/claim-check';
import type { About, Payloads } from '@wikibot/platform/kernel/payloads';
import { pagePathOfFile } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { StoredChange } from '../ports.ts';

export interface FactContents {
  of(changes: Iterable<StoredChange> | AsyncIterable<StoredChange>, about: About): Promise<FileChanges>;
}

export const factContents = (payloads: Payloads): FactContents => ({
  of: async (changes, about) => {
    const list: ChangedFile[] = [];
    for await (const change of changes) list.push(await changed(change, payloads, about));
    const json = Buffer.from(JSON.stringify(list));
    return json.length <= INLINE_BYTES ? list : { payload: await payloads.put(json, about), count: list.length };
  },
});

/** A Markdown file whose bytes are no text is kept, but is no page that could be shown. */
const changed = async ({ path, blob, bytes, content, from }: StoredChange, payloads: Payloads, about: About): Promise<ChangedFile> => {
  const file = { file: path, blob, bytes, ...present({ from }) };
  const page = pagePathOfFile(path);
  if (page === undefined) return file;
  if (blob === null) return { ...file, page };
  const text = content && textOfBytes(content);
  if (content === undefined || text === undefined) return file;
  const isInline = content.length <= INLINE_BYTES && canTravel(text);
  return { ...file, page, ...(isInline ? { text } : { payload: await payloads.put(content, about) }) };
};
