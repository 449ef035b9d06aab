/** An archive that was exported here: what is in it comes in byte for byte, or not at all when it is not what was exported. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { CONTENT_FOLDER, exportProblem, type ExportManifest } from '../domain/exporting/export-manifest.ts';
import { BESIDE_CONTENT, manifestAmong, manifestOfExport } from '../domain/exporting/own-archive.ts';
import { importRefusals } from '../domain/importing/import-refusals.ts';
import type { ArchiveEntry, OpenArchive } from '../ports/archives.ts';
import type { Brought } from './archive-files.ts';

/** Undefined for any other archive. */
export const exportedContent = async ({ entries }: OpenArchive): Promise<Brought | Refused | undefined> => {
  const among = manifestAmong(entries);
  if (!among || among.entry.problem !== undefined) return undefined;
  const manifest = manifestOfExport(await among.entry.readJson());
  return manifest && contentOf(manifest, sorted(entries, among.folder));
};

const contentOf = async (manifest: ExportManifest, { content, beside, problem }: Sorted): Promise<Brought | Refused> => {
  if (problem !== undefined) return importRefusals['import.archive-refused']({ reason: problem });
  const found: { readonly path: string; readonly content: Uint8Array }[] = [];
  for (const { path, entry } of content) found.push({ path, content: await entry.read() });
  const difference = exportProblem(manifest, found);
  if (difference !== undefined) return importRefusals['import.archive-refused']({ reason: difference });
  return {
    ok: true,
    files: found.map((file) => ({ file: file.path.slice(CONTENT_FOLDER.length), content: file.content })),
    refused: [],
    leftOut: beside.map((file) => ({ file, files: 1, reason: BESIDE_CONTENT })),
    relinked: 0,
  };
};

type Sorted = ReturnType<typeof sorted>;

const sorted = (entries: readonly ArchiveEntry[], folder: string) => {
  const paths = entries.map((entry) => ({ path: entry.name.slice(folder.length), entry }));
  const content = paths.filter(({ path }) => path.startsWith(CONTENT_FOLDER));
  const beside = paths.filter(({ path }) => !path.startsWith(CONTENT_FOLDER)).map(({ path }) => path);
  const closed = content.find(({ entry }) => entry.problem !== undefined);
  return { content, beside, problem: closed && `${closed.path}: ${closed.entry.problem ?? ''}` };
};
