/** Where the files of an import come from. */

/** A file by its path below the source, with `/` between folders. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

export interface NotTaken {
  readonly file: string;
  readonly reason: string;
}

export interface FileSource {
  /** What is imported, for a person: `the folder notes`, `commit 1a2b3c4 of notes`. */
  readonly title: string;
  /** By path; the order decides which of two names that clash is kept. */
  readonly files: readonly SourceFile[];
  /** What cannot be taken over; listed as refused. */
  readonly refused: readonly NotTaken[];
  /** What is no content and stays behind, for a person to know. */
  readonly leftOut: readonly string[];
  close(): void;
}

export const byPath = (one: { readonly file: string }, other: { readonly file: string }): number =>
  one.file < other.file ? -1 : one.file > other.file ? 1 : 0;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined when the name is not UTF-8. */
export const nameOf = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

/** For showing a name that has no text. */
export const shownName = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const NOT_UTF8 = 'The name is not UTF-8. Rename the file.';
export const A_LINK = 'It is a symbolic link; what it points to is not followed. Import that itself, or put a file in its place.';
