/** The files of an archive, with the names and links that they are to have in the wiki. */
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { ARCHIVE_LIMITS } from '@wikibot/contracts/requests/imports';
import { isMarkdownFile } from '@wikibot/platform/page/page-path';
import { archiveNames, type ArchiveNames } from '../domain/importing/archive-names.ts';
import { linkCarrier, type Carrier } from '../domain/importing/carried-links.ts';
import { carriedNames } from '../domain/importing/carried-names.ts';
import type { WantedFile } from '../domain/importing/import-plan.ts';
import { importRefusals } from '../domain/importing/import-refusals.ts';
import type { LeftOut } from '../domain/importing/leavings.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { exportedContent } from './exported-content.ts';
import type { ArchiveEntry, Archives, OpenArchive, UnpackLimits } from '../ports/archives.ts';

export interface Brought {
  readonly ok: true;
  readonly files: readonly WantedFile[];
  /** Files whose content cannot be had. */
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
  readonly leftOut: readonly LeftOut[];
  readonly root?: string;
  /** Pages whose links were written anew. */
  readonly relinked: number;
}

const LIMITS: UnpackLimits = {
  fileBytes: MAX_ATTACHMENT_BYTES,
  unpackedBytes: ARCHIVE_LIMITS.unpackedBytes,
  files: ARCHIVE_LIMITS.files,
};

/** Nothing of an archive is taken when any of it is damaged. */
export const archiveFiles = async (archives: Archives, archive: string, stripsRoot: boolean): Promise<Brought | Refused> => {
  const looked = await archives.read(Buffer.from(archive, 'base64'), LIMITS, async (opened): Promise<Brought | Refused> => {
    const own = await exportedContent(opened);
    return own ?? brought(archiveNames(await contentIn(opened), stripsRoot));
  });
  return looked.ok ? looked.seen : importRefusals['import.archive-refused']({ reason: looked.problem });
};

const PART = /\.zip$/i;

/** Large exports of Notion are archives in an archive; what is in one of those stays as it is. */
const contentIn = async ({ entries, within }: OpenArchive): Promise<readonly ArchiveEntry[]> => {
  const isParts = entries.length > 0 && entries.every(({ name, problem }) => PART.test(name) && problem === undefined);
  if (!isParts) return entries;
  const found: ArchiveEntry[] = [];
  let { unpackedBytes, files } = LIMITS;
  for (const part of entries) {
    const content = await part.read();
    const inner = await within(content, { ...LIMITS, unpackedBytes, files });
    unpackedBytes -= inner.bytes;
    files -= inner.entries.length;
    found.push(...inner.entries);
  }
  return found;
};

const brought = async ({ files, leftOut, root, isVault }: ArchiveNames<ArchiveEntry>): Promise<Brought> => {
  const names = carriedNames(files.map(({ file }) => file));
  const carrier = linkCarrier(names, { isVault });
  const wanted: WantedFile[] = [];
  const refused: { file: string; reason: string }[] = [];
  let relinked = 0;
  for (const { file, entry } of files) {
    if (entry.problem !== undefined) {
      refused.push({ file, reason: entry.problem });
      continue;
    }
    const was = await entry.read();
    const content = relinkedContent(file, was, carrier);
    relinked += Number(content !== was);
    wanted.push({ file, ...present({ as: names.get(file)?.as, reason: names.get(file)?.reason }), content });
  }
  return { ok: true, files: wanted, refused, leftOut, relinked, ...present({ root }) };
};

const relinkedContent = (file: string, content: Uint8Array, carrier: Carrier): Uint8Array => {
  const text = isMarkdownFile(file) ? textOfBytes(content) : undefined;
  if (text === undefined) return content;
  const after = carrier.relinked(file, text);
  return after === text ? content : Buffer.from(after);
};
