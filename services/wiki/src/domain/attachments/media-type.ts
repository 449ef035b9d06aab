/**
 * What an attachment is. Its content decides, whatever its name or whoever sent it says. Signatures are those of the WHATWG
 * MIME Sniffing Standard ("Matching an image type pattern", "Matching an audio or video type pattern"); AVIF as in its own specification.
 */
import { textOfBytes } from '../page-bytes.ts';

export interface MediaType {
  readonly type: string;
  /** The first one is what a suggestion would add. */
  readonly endings: readonly string[];
  /** May be shown in a browser: nothing in it runs, and browsers draw it themselves. All else is saved. */
  readonly isPassive: boolean;
  /** Types without one are taken from the name, and are never shown. */
  readonly matches?: (bytes: Uint8Array) => boolean;
}

const UNKNOWN: MediaType = { type: 'application/octet-stream', endings: [], isPassive: false };

const letters = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
const begins =
  (...signatures: readonly string[]) =>
  (bytes: Uint8Array): boolean =>
    signatures.some((signature) => letters(bytes, 0, signature.length) === signature);
const riff = (kind: string) => (bytes: Uint8Array) => letters(bytes, 0, 4) === 'RIFF' && letters(bytes, 8, 8 + kind.length) === kind;

/** The brands of an ISO base media file: the major one, and those it is compatible with. */
const brandsOf = (bytes: Uint8Array): readonly string[] => {
  if (letters(bytes, 4, 8) !== 'ftyp') return [];
  const size = Buffer.from(bytes.subarray(0, 4)).readUInt32BE();
  if (size % 4 !== 0 || size > bytes.length) return [];
  const brands = [letters(bytes, 8, 12)];
  for (let at = 16; at < Math.min(size, MAX_BRANDS * 4); at += 4) brands.push(letters(bytes, at, at + 4));
  return brands;
};
const MAX_BRANDS = 64;

/** "Signature for WebM": EBML, and `webm` as its document type within the first 38 bytes. */
const isWebm = (bytes: Uint8Array): boolean => begins('\x1aE\xdf\xa3')(bytes) && /B\x82[^]{1,4}webm/.test(letters(bytes, 4, 42));

/** Bytes that no text has ("binary data byte"). */
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;
const isText = (bytes: Uint8Array): boolean => {
  const text = textOfBytes(bytes);
  return text !== undefined && !BINARY.test(text);
};

const PLAIN_TEXT: MediaType = { type: 'text/plain; charset=utf-8', endings: ['txt', 'text', 'log'], isPassive: true, matches: isText };

/** Told by their content alone. */
const SIGNED: readonly MediaType[] = [
  { type: 'image/png', endings: ['png'], isPassive: true, matches: begins('\x89PNG\r\n\x1a\n') },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], isPassive: true, matches: begins('\xff\xd8\xff') },
  { type: 'image/gif', endings: ['gif'], isPassive: true, matches: begins('GIF87a', 'GIF89a') },
  { type: 'image/webp', endings: ['webp'], isPassive: true, matches: riff('WEBPVP') },
  { type: 'image/avif', endings: ['avif'], isPassive: true, matches: (bytes) => ['avif', 'avis'].includes(brandsOf(bytes)[0] ?? '') },
  {
    type: 'video/mp4',
    endings: ['mp4', 'm4v', 'm4a'],
    isPassive: true,
    matches: (bytes) => brandsOf(bytes).some((brand) => brand.startsWith('mp4')),
  },
  { type: 'video/webm', endings: ['webm'], isPassive: true, matches: isWebm },
  { type: 'audio/mpeg', endings: ['mp3'], isPassive: true, matches: begins('ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2') },
  { type: 'audio/ogg', endings: ['ogg', 'oga'], isPassive: true, matches: begins('OggS\0') },
  { type: 'audio/wav', endings: ['wav'], isPassive: true, matches: riff('WAVE') },
  // A PDF may hold scripts, and viewers have had holes: it is saved, and opened by whom its reader trusts.
  { type: 'application/pdf', endings: ['pdf'], isPassive: false, matches: begins('%PDF-') },
];

/** Never shown, so that nothing hangs on the name being right. A picture in SVG is seen through `<img>`, where it cannot run. */
const NAMED: readonly MediaType[] = [
  { type: 'image/svg+xml', endings: ['svg'], isPassive: false },
  { type: 'text/csv', endings: ['csv'], isPassive: false },
  { type: 'text/tab-separated-values', endings: ['tsv'], isPassive: false },
  { type: 'application/json', endings: ['json', 'ipynb'], isPassive: false },
  { type: 'application/zip', endings: ['zip'], isPassive: false },
  { type: 'application/gzip', endings: ['gz'], isPassive: false },
];

export const MEDIA_TYPES: readonly MediaType[] = [...SIGNED, PLAIN_TEXT, ...NAMED];

const byEnding = new Map(MEDIA_TYPES.flatMap((media) => media.endings.map((ending): [string, MediaType] => [ending, media])));

/** What a name promises. */
export const typeOfName = (file: string): MediaType => byEnding.get(/\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? '') ?? UNKNOWN;

/** What the content is. Text and what is never shown are believed their name, unless the content contradicts. */
export const typeOfContent = (file: string, content: Uint8Array): MediaType => {
  const signed = SIGNED.find(({ matches }) => matches?.(content));
  if (signed) return signed;
  const named = typeOfName(file);
  return named.matches && !named.matches(content) ? UNKNOWN : named;
};
