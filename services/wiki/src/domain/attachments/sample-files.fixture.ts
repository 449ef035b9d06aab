/** Small files of every sort for specs: the beginnings that tell what they are, and what tries to look like something else. */
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const padded = (text: string): Buffer => Buffer.concat([latin(text), Buffer.alloc(64, 7)]);

/** The file type box of ISO/IEC 14496-12 with these brands. */
const isoMedia = (...[major = '', ...compatible]: readonly string[]): Buffer => {
  const brands = latin(`${major}\0\0\0\0${compatible.join('')}`);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(8 + brands.length);
  box.write('ftyp', 4, 'latin1');
  return Buffer.concat([box, brands, Buffer.alloc(32)]);
};

const HTML = '<!doctype html><script>alert(document.domain)</script>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';

export interface SampleFile {
  readonly file: string;
  readonly content: Buffer;
  readonly type: string;
  readonly isShown: boolean;
}

const shown = (file: string, type: string, content: Buffer): SampleFile => ({ file, type, content, isShown: true });
const saved = (file: string, type: string, content: Buffer): SampleFile => ({ file, type, content, isShown: false });
const OCTETS = 'application/octet-stream';

/** A GIF that is a script as well: `GIF89a/*…*\/=0;alert(1)`. */
const GIF_SCRIPT = latin('GIF89a/*\x00\x00\x00\x00\x00*/=0;alert(1);');
const PNG_WITH_HTML = padded(`\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0tEXt${HTML}`);
const JPEG_WITH_HTML = padded(`\xff\xd8\xff\xfe\x00\x40${HTML}`);
const PDF_HTML = padded(`%PDF-1.7\n${HTML}`);

export const SAMPLE_FILES: readonly SampleFile[] = [
  shown('a.png', 'image/png', padded('\x89PNG\r\n\x1a\n')),
  shown('a.jpg', 'image/jpeg', padded('\xff\xd8\xff\xe0')),
  shown('a.gif', 'image/gif', padded('GIF87a')),
  shown('a.webp', 'image/webp', padded('RIFF\x20\0\0\0WEBPVP8 ')),
  shown('a.avif', 'image/avif', isoMedia('avif', 'mif1', 'miaf')),
  shown('a.mp4', 'video/mp4', isoMedia('isom', 'iso2', 'mp41')),
  shown('a.webm', 'video/webm', padded('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm')),
  shown('a.mp3', 'audio/mpeg', padded('ID3\x04')),
  shown('b.mp3', 'audio/mpeg', padded('\xff\xfb\x90')),
  shown('a.ogg', 'audio/ogg', padded('OggS\0')),
  shown('a.wav', 'audio/wav', padded('RIFF\x20\0\0\0WAVEfmt ')),
  shown('a.txt', 'text/plain; charset=utf-8', Buffer.from('Grüße\n')),
  shown('page.txt', 'text/plain; charset=utf-8', latin(HTML)),
  shown('upper.PNG', 'image/png', padded('\x89PNG\r\n\x1a\n')),
  // What a name promises, the content has to keep.
  saved('not.png', OCTETS, latin(HTML)),
  saved('not.jpg', OCTETS, latin(SVG)),
  saved('not.gif', OCTETS, latin('GIF')),
  saved('not.webp', OCTETS, padded('RIFF\x20\0\0\0AVI LIST')),
  saved('not.mp4', OCTETS, isoMedia('heic', 'mif1')),
  saved('not.webm', OCTETS, padded('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska')),
  saved('not.txt', OCTETS, latin('\x00\x01')),
  saved('latin.txt', OCTETS, latin('Gr\xfc\xdfe')),
  saved('not.pdf', OCTETS, latin(HTML)),
  saved('empty.png', OCTETS, Buffer.alloc(0)),
  // Whatever could run.
  saved('a.svg', 'image/svg+xml', latin(SVG)),
  saved('upper.SVG', 'image/svg+xml', latin(SVG)),
  saved('a.html', OCTETS, latin(HTML)),
  saved('a.htm', OCTETS, latin(HTML)),
  saved('a.xhtml', OCTETS, latin(`<html xmlns="http://www.w3.org/1999/xhtml">${HTML}</html>`)),
  saved('a.xml', OCTETS, latin('<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><x/>')),
  saved('a.js', OCTETS, latin('alert(1)')),
  saved('a.mjs', OCTETS, latin('alert(1)')),
  saved('a.css', OCTETS, latin('body{}')),
  saved('a.mhtml', OCTETS, latin('MIME-Version: 1.0\n')),
  saved('a.swf', OCTETS, padded('FWS')),
  saved('a.wasm', OCTETS, padded('\0asm')),
  saved('a.pdf', 'application/pdf', padded('%PDF-1.7')),
  saved('a.png.html', OCTETS, latin(HTML)),
  saved('noending', OCTETS, latin(HTML)),
  // Two things at once: the picture alone counts, and as a picture it is sent.
  shown('script.js', 'image/gif', GIF_SCRIPT),
  shown('page.html', 'image/png', PNG_WITH_HTML),
  shown('photo.html', 'image/jpeg', JPEG_WITH_HTML),
  saved('paper.html', 'application/pdf', PDF_HTML),
  // Data, which spreadsheets and programs open.
  saved('a.csv', 'text/csv', latin('a,b\n')),
  saved('a.json', 'application/json', latin('{}')),
  saved('a.zip', 'application/zip', padded('PK\x03\x04')),
];
