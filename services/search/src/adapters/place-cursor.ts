/** Cursors that carry the place of the last hit, in the form that each engine orders hits by. */
import type * as z from 'zod';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A stranger's text: that it is no JSON is the answer.
    return undefined;
  }
};

export interface PlaceCursor<P> {
  readonly cursorOf: (place: P) => string;
  /** Undefined for what is no cursor of this engine. */
  readonly readCursor: (cursor: string) => P | undefined;
}

export const placeCursor = <P>(place: z.ZodType<P>): PlaceCursor<P> => ({
  cursorOf: (one) => Buffer.from(JSON.stringify(one)).toString('base64url'),
  readCursor: (cursor) => place.safeParse(parsed(Buffer.from(cursor, 'base64url').toString())).data,
});
