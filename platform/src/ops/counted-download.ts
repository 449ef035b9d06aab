import { Transform } from 'node:stream';
import type { Surroundings } from './command.ts';
import { bytesText, progressOf } from './progress.ts';

const TOLD_EVERY = 4 * 1024 * 1024;

/** A stream to send a download through, which tells how far it has come. */
export const counting = (around: Surroundings): { readonly through: Transform; readonly end: () => number } => {
  const progress = progressOf('downloading', undefined, around);
  let [bytes, told] = [0, 0];
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes - told >= TOLD_EVERY) progress.step((told = bytes), bytesText(bytes));
      done(null, chunk);
    },
  });
  const end = (): number => {
    progress.end();
    return bytes;
  };
  return { through, end };
};
