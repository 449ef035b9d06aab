/** What systems and programs leave in folders: it is no content, and is said to have been left out. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['__macosx', 'It is what macOS keeps about files.'],
  ['.ds_store', 'It is what macOS keeps about folders.'],
  ['thumbs.db', 'It is what Windows keeps about pictures.'],
  ['desktop.ini', 'It is what Windows keeps about folders.'],
  ['.obsidian', 'It holds the settings of Obsidian.'],
  ['.trash', 'It holds what was thrown away in Obsidian.'],
  ['.git', "It is git's own; import the repository to bring its history too."],
]);

export interface Leaving {
  /** The path up to what is left out. */
  readonly file: string;
  readonly reason: string;
}

export interface LeftOut extends Leaving {
  readonly files: number;
}

export const leavingIn = (file: string): Leaving | undefined => {
  const segments = file.split('/');
  const at = segments.findIndex((segment) => REASONS.has(segment.toLowerCase()));
  const reason = REASONS.get((segments[at] ?? '').toLowerCase());
  return reason === undefined ? undefined : { file: segments.slice(0, at + 1).join('/'), reason };
};

/** Each place once, with how many files it has. */
export const countedLeavings = (leavings: readonly Leaving[]): readonly LeftOut[] =>
  [...Map.groupBy(leavings, ({ file }) => file)].map(([file, [first, ...rest]]) => ({
    file,
    reason: first?.reason ?? '',
    files: 1 + rest.length,
  }));
