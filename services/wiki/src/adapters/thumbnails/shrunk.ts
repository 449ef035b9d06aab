/** A small version of a picture, by Photon (Rust's `image` as WebAssembly). */
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon/node';
import { imageSize } from 'image-size';
import { isOpaque, unweighted, upright, weighted } from '../../domain/attachments/pixels.ts';
import type { Pixels } from '../../domain/attachments/pixels.ts';
import { MAX_PIXELS } from '../../domain/attachments/thumbnail.ts';
import type { Thumbnail } from '../../domain/attachments/thumbnail.ts';
import type { Done, Job } from './shrinking-thread.ts';

const QUALITY = 80;

/** The picture says how large it is before it is decoded. @throws when it cannot be read */
export const shrunk = ({ shrink, side }: Job): Done => {
  const { width, height, orientation } = imageSize(shrink);
  const longest = Math.max(width, height);
  if (longest <= side || width * height > MAX_PIXELS) return { kind: 'original' };
  const size = { width: scaled(width, side / longest), height: scaled(height, side / longest) };
  return { kind: 'made', thumbnail: encoded(upright(smaller(shrink, size), orientation)) };
};

const scaled = (length: number, factor: number): number => Math.max(1, Math.round(length * factor));

const smaller = (content: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Pixels => {
  const decoded = pixelsOf(PhotonImage.new_from_byteslice(content));
  const isPlain = isOpaque(decoded);
  const { data } = isPlain ? decoded : weighted(decoded);
  const source = new PhotonImage(data, decoded.width, decoded.height);
  const made = pixelsOf(resize(source, width, height, SamplingFilter.Lanczos3));
  source.free();
  return isPlain ? made : unweighted(made);
};

/** Takes the pixels out and gives the memory back. */
const pixelsOf = (image: PhotonImage): Pixels => {
  const pixels = { width: image.get_width(), height: image.get_height(), data: image.get_raw_pixels() };
  image.free();
  return pixels;
};

const encoded = (pixels: Pixels): Thumbnail => {
  const image = new PhotonImage(pixels.data, pixels.width, pixels.height);
  return isOpaque(pixels)
    ? { type: 'image/jpeg', content: image.get_bytes_jpeg(QUALITY) }
    : { type: 'image/webp', content: image.get_bytes_webp() };
};
