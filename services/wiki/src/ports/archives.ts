/** Zip archives (PKWARE APPNOTE 6.3.10) that others have made, and those that are made here. */

export interface Archives {
  /**
   * Looks at the directory of an archive and lets it be read; nothing is unpacked before it is asked for. Whatever turns out to be damaged
   * ends the reading: that it is no archive, is cut off, is more than the limits, or holds other bytes than its directory promises.
   */
  read<T>(bytes: Uint8Array, limits: UnpackLimits, look: (archive: OpenArchive) => Promise<T>): Promise<Looked<T>>;
  /** Packs files as they come and streams the archive; asks for the next file when the one before is gone. */
  pack(files: AsyncIterable<PackedFile>): AsyncIterable<Uint8Array>;
}

export interface UnpackLimits {
  /** Of one file; a larger one has a problem and the rest of the archive does not. */
  readonly fileBytes: number;
  /** Of all files. */
  readonly unpackedBytes: number;
  readonly files: number;
}

export interface OpenArchive {
  /** Files in the order of the directory, folders left out; two of them may have the same name. */
  readonly entries: readonly ArchiveEntry[];
  /** Of all files that can be had, unpacked. */
  readonly bytes: number;
  /** An archive that is a file of this one. */
  within(bytes: Uint8Array, limits: UnpackLimits): Promise<OpenArchive>;
}

/** What was seen, or what is wrong with the archive, in words for whoever made it. */
export type Looked<T> = { readonly ok: true; readonly seen: T } | { readonly ok: false; readonly problem: string };

export interface ArchiveEntry {
  /** With `/` between folders; whatever somebody wrote there. */
  readonly name: string;
  /** Why its content cannot be had, in words for whoever made the archive. */
  readonly problem?: string;
  read(): Promise<Uint8Array>;
  /** Its content as JSON in UTF-8; undefined when it is none. */
  readJson(): Promise<unknown>;
}

export interface PackedFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly modified: Date;
  /** What is compressed already stays as it is. */
  readonly compress: boolean;
}
