import * as z from 'zod';
import { placeCursor } from '../place-cursor.ts';

/** Score and path of the last hit: what hits are ordered by. */
const Place = z.tuple([z.number(), z.string()]);
export type Place = z.infer<typeof Place>;

export const { cursorOf, readCursor } = placeCursor(Place);
