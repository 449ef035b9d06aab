/** Packs files into requests that stay small: each is one commit, and lost work is at most one of them. */

export interface Limits {
  /** Bytes of one request as JSON. */
  readonly bytes: number;
  readonly files: number;
}

/** Below what API Gateway takes (10 MB) and a Lambda's payload can carry (6 MB), with room for what an estimate misses. */
export const BATCH_LIMITS: Limits = { bytes: 3_000_000, files: 200 };

/** What a file takes in a request: its content in base64 (RFC 4648), its name with escapes, and the braces around. */
export const requestBytes = ({ file, bytes }: { readonly file: string; readonly bytes: number }): number =>
  Math.ceil(bytes / 3) * 4 + Buffer.byteLength(JSON.stringify(file)) + 32;

/** In the order given. A file that is too large for any company goes alone. */
export const batchesOf = <F extends { readonly file: string; readonly bytes: number }>(
  files: readonly F[],
  limits: Limits = BATCH_LIMITS,
): readonly (readonly F[])[] => {
  const batches: F[][] = [];
  let room = 0;
  for (const file of files) {
    const size = requestBytes(file);
    const open = batches.at(-1);
    if (open && open.length < limits.files && size <= room) {
      open.push(file);
      room -= size;
    } else {
      batches.push([file]);
      room = limits.bytes - size;
    }
  }
  return batches;
};
