/** Tells how far a long task is: a bar that is drawn anew on a terminal, a line for each step elsewhere. */
import type { Surroundings } from './command.ts';

export interface Progress {
  step(done: number, note: string): void;
  end(): void;
}

const BAR = 24;
const FINEST_MS = 80;

export const bar = (share: number, width: number = BAR): string => {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
};

/** @param total of the counts that `step` is given; undefined when nobody knows */
export const progressOf = (
  title: string,
  total: number | undefined,
  { err, columns, now }: Pick<Surroundings, 'err' | 'columns' | 'now'>,
): Progress => {
  let drawn = -Infinity;
  const line = (done: number, note: string): string => {
    const counts = total === undefined ? String(done) : `${done}/${total}`;
    return columns === undefined || total === undefined
      ? `${title} ${counts} ${note}`
      : `${title} ${bar(done / Math.max(1, total))} ${counts} ${note}`;
  };
  return {
    step: (done, note) => {
      if (columns === undefined) return err(`${line(done, note)}\n`);
      if (now() - drawn < FINEST_MS && done !== total) return;
      drawn = now();
      err(`\r\u001b[K${line(done, note).slice(0, columns - 1)}`);
    },
    end: () => {
      if (columns !== undefined) err('\r\u001b[K');
    },
  };
};

export const bytesText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
};
