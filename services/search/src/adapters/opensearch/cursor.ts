import * as z from 'zod';

/** Score and path of the last hit: what hits are ordered by. */
const Place = z.tuple([z.number(), z.string()]);
export type Place = z.infer<typeof Place>;

export const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A stranger's text: that it is no JSON is the answer.
    return undefined;
  }
};

export const readCursor = (cursor: string): Place | undefined => Place.safeParse(parsed(Buffer.from(cursor, 'base64url').toString())).data;
