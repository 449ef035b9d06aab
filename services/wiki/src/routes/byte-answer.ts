/** Bytes as an answer that may be asked for in part, and need not be sent to whoever has them. */
import { isKnown } from '@wikibot/platform/kernel/http/entity-tag';
import { byteWindow } from '../domain/attachments/byte-window.ts';

/** The gateway may compress these, and a part of the one is none of the other (RFC 9110 §8.8.3). */
const COMPRESSIBLE = /^(?:text\/|application\/json|image\/svg)/;

export interface Bytes {
  readonly content: Uint8Array;
  /** Equal for equal bytes; without quotes. */
  readonly tag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Source: RFC 9110 §13.1.5, §14.2, §15.3.7, §15.5.17. */
export const byteAnswer = (request: Request, { content, tag, headers: given }: Bytes): Response => {
  const isWhole = COMPRESSIBLE.test(given['Content-Type'] ?? '');
  const headers = { ...given, ETag: `"${tag}"`, ...(isWhole ? {} : { 'Accept-Ranges': 'bytes' }) };
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  const window = byteWindow(isWhole ? null : wantedRange(request, tag), content.length);
  switch (window.kind) {
    case 'whole':
      return sent(content, { status: 200, headers });
    case 'part': {
      const { first, last } = window;
      const range = { 'Content-Range': `bytes ${first}-${last}/${content.length}` };
      return sent(content.subarray(first, last + 1), { status: 206, headers: { ...headers, ...range } });
    }
    case 'unsatisfiable':
      return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${content.length}` } });
  }
};

/** A part of what has changed since is of no use: then the whole is sent. */
const wantedRange = ({ method, headers }: Request, tag: string): string | null => {
  const onlyIf = headers.get('If-Range');
  return method === 'GET' && (onlyIf === null || onlyIf === `"${tag}"`) ? headers.get('Range') : null;
};

const sent = (content: Uint8Array, { status, headers }: { status: number; headers: Record<string, string> }): Response =>
  new Response(Buffer.from(content.buffer, content.byteOffset, content.byteLength) as Uint8Array<ArrayBuffer>, {
    status,
    headers: { ...headers, 'Content-Length': String(content.length) },
  });
