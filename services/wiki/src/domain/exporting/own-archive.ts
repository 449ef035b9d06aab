/** Tells an archive that was exported here from any other. */
import { ExportManifest, MANIFEST_NAME, CONTENT_FOLDER } from './export-manifest.ts';

/** The entry that may be the manifest of an export, and the folder that somebody packed around it: `''` when there is none. */
export const manifestAmong = <E extends { readonly name: string }>(
  entries: readonly E[],
): { readonly entry: E; readonly folder: string } | undefined => {
  const entry = entries.find(({ name }) => name === MANIFEST_NAME || /^[^/]+\/manifest\.json$/.test(name));
  if (!entry) return undefined;
  const folder = entry.name.slice(0, -MANIFEST_NAME.length);
  return entries.some(({ name }) => name.startsWith(`${folder}${CONTENT_FOLDER}`)) ? { entry, folder } : undefined;
};

/** Undefined for any other file of that name. */
export const manifestOfExport = (value: unknown): ExportManifest | undefined => {
  const read = ExportManifest.safeParse(value);
  return read.success ? read.data : undefined;
};

export const BESIDE_CONTENT =
  'It is no content. The history comes in by pushing the bundle; members, tokens and settings are for you to read.';
