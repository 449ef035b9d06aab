import * as z from 'zod';
import { placeCursor } from '../place-cursor.ts';

/** The last hit of a page of hits, by what they are ordered by, and how many there are in all. */
const Place = z.strictObject({ every: z.number(), relevance: z.number(), path: z.string(), key: z.string(), total: z.number() });
export type Place = z.infer<typeof Place>;

export const { cursorOf, readCursor } = placeCursor(Place);
