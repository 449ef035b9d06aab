/** Which small versions of pictures there are. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { refusals } from '../../refusals.ts';

/** Longest sides in pixels. Few, so that each is made once for everybody. */
export const SIDES = [100, 200, 400, 800] as const;
export type Side = (typeof SIDES)[number];

const DEFAULT_SIDE: Side = 200;

/** The smallest that is large enough for what is asked for; without a number the usual one. */
export const sideFor = (asked: string): { readonly ok: true; readonly side: Side } | Refused => {
  if (asked === '') return { ok: true, side: DEFAULT_SIDE };
  if (!/^[1-9]\d{0,4}$/.test(asked)) return refusals['attachment.thumbnail-size']({ asked: asked.slice(0, 20), sizes: SIDES });
  return { ok: true, side: SIDES.find((side) => side >= Number(asked)) ?? 800 };
};

/** Pictures that small versions are made of. */
const SHRINKABLE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
export const isShrinkable = (type: string): boolean => SHRINKABLE.has(type);

/** What decodes to more than this is not decoded: a few kilobytes can claim to be gigabytes. */
export const MAX_PIXELS = 25_000_000;

export interface Thumbnail {
  readonly type: 'image/jpeg' | 'image/webp';
  readonly content: Uint8Array;
}

/** The name under which it is saved says what it is. */
export const thumbnailName = (file: string, { type }: Thumbnail, side: number): string =>
  `${file.replace(/\.[^.]*$/, '')}-${side}.${type === 'image/jpeg' ? 'jpg' : 'webp'}`;
