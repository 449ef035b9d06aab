const MOST = 99;

/** The name itself, then with numbers before its ending: `docs/read.me`, `docs/read-2.me`, … */
export function* numbered(file: string): Iterable<string> {
  yield file;
  const [, stem = file, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(file) ?? [];
  for (let number = 2; number <= MOST; number += 1) yield `${stem}-${number}${ending}`;
}

/** The first that is free. */
export const firstFree = (file: string, isFree: (name: string) => boolean): string | undefined => {
  for (const name of numbered(file)) if (isFree(name)) return name;
  return undefined;
};
