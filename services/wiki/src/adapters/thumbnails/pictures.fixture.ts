/** Pictures for specs, drawn here. */
import { crc32, deflateSync } from 'node:zlib';
import { PhotonImage } from '@cf-wasm/photon/node';

export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of a pixel. */
  readonly at: (x: number, y: number) => readonly [number, number, number, number];
}

const drawn = ({ width, height, at }: Drawn): PhotonImage => {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.set(at(x, y), (y * width + x) * 4);
  return new PhotonImage(data, width, height);
};

export const png = (picture: Drawn): Buffer => Buffer.from(drawn(picture).get_bytes());
export const jpeg = (picture: Drawn): Buffer => Buffer.from(drawn(picture).get_bytes_jpeg(90));
export const webp = (picture: Drawn): Buffer => Buffer.from(drawn(picture).get_bytes_webp());

/** A GIF of one colour; each pixel is a code of its own, so that nothing is packed. Source: GIF89a, appendix F. */
export const gif = (width: number, height: number): Buffer => {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\xff\0\0\0\0\xff,\0\0\0\0\0\0\0\0\0\x07', 'latin1');
  for (const [place, value] of [
    [6, width],
    [8, height],
    [24, width],
    [26, height],
  ] as const)
    head.writeUInt16LE(value, place);
  const CLEAR = 128;
  const codes = Array.from({ length: width * height }, (_, index) => (index % 100 === 0 ? [CLEAR, 0] : [0])).flat();
  const bytes = Buffer.from([...codes, CLEAR + 1]);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  return Buffer.concat([head, ...blocks, Buffer.from([0, 0x3b])]);
};

/** The same JPEG, said to have been taken in another orientation (Exif 3.0, tag 274). */
export const turned = (content: Buffer, orientation: number): Buffer => {
  const exif = Buffer.from('\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0', 'latin1');
  exif.writeUInt16BE(orientation, exif.length - 8);
  return Buffer.concat([content.subarray(0, 2), exif, content.subarray(2)]);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
};

/** A few kilobytes that decode to gigabytes. */
export const bomb = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const data = deflateSync(Buffer.alloc(1024 * 1024));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** The pixel at a place of a picture, however it is stored. */
export const pixelOf = (content: Uint8Array, x: number, y: number): readonly number[] => {
  const image = PhotonImage.new_from_byteslice(content);
  const at = (y * image.get_width() + x) * 4;
  return [...image.get_raw_pixels().subarray(at, at + 4)];
};

export const sizeOf = (content: Uint8Array): readonly [number, number] => {
  const image = PhotonImage.new_from_byteslice(content);
  return [image.get_width(), image.get_height()];
};
