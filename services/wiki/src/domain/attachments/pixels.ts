/** Pixels as red, green, blue and opacity, a byte each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where the pixel at a place of the upright picture lies in the stored one. Source: Exif 3.0, tag 274 "Orientation". */
const STORED_AT: Readonly<
  Record<number, (x: number, y: number, last: { readonly x: number; readonly y: number }) => readonly [number, number]>
> = {
  2: (x, y, last) => [last.x - x, y],
  3: (x, y, last) => [last.x - x, last.y - y],
  4: (x, y, last) => [x, last.y - y],
  5: (x, y) => [y, x],
  6: (x, y, last) => [y, last.y - x],
  7: (x, y, last) => [last.x - y, last.y - x],
  8: (x, y, last) => [last.x - y, x],
};
const LYING = 5;

/** The picture as its camera held it; browsers turn the original in the same way. */
export const upright = (stored: Pixels, orientation = 1): Pixels => {
  const at = STORED_AT[orientation];
  if (!at) return stored;
  const isLying = orientation >= LYING;
  const [width, height] = isLying ? [stored.height, stored.width] : [stored.width, stored.height];
  const from = new Uint32Array(stored.data.slice().buffer);
  const to = new Uint32Array(from.length);
  const last = { x: stored.width - 1, y: stored.height - 1 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [storedX, storedY] = at(x, y, last);
      to[y * width + x] = from[storedY * stored.width + storedX] ?? 0;
    }
  }
  return { width, height, data: new Uint8Array(to.buffer) };
};

export const isOpaque = ({ data }: Pixels): boolean => {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
};

/** Colours weighted by opacity, so that what cannot be seen does not bleed into what can when pixels are mixed; in place. */
export const weighted = (pixels: Pixels): Pixels => byOpacity(pixels, (colour, opacity) => (colour * opacity) / 255);

/** The reverse. */
export const unweighted = (pixels: Pixels): Pixels =>
  byOpacity(pixels, (colour, opacity) => (opacity === 0 ? 0 : Math.min(255, (colour * 255) / opacity)));

const byOpacity = (pixels: Pixels, of: (colour: number, opacity: number) => number): Pixels => {
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3] ?? 0;
    if (opacity === 255) continue;
    for (let part = at; part < at + 3; part += 1) data[part] = Math.round(of(data[part] ?? 0, opacity));
  }
  return pixels;
};
