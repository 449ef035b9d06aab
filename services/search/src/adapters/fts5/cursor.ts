import * as z from 'zod';

/** The last hit of a page of hits, by what they are ordered by, and how many there are in all. */
const Place = z.strictObject({ every: z.number(), relevance: z.number(), path: z.string(), key: z.string(), total: z.number() });
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
