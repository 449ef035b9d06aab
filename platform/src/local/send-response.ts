/** Writes a web-standard Response to a node:http connection: compressed when it pays, streamed when it streams. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(problem\+)?json|application\/(atom\+)?xml|application\/javascript|image\/svg)/;
const STREAMED = /^(text\/event-stream|application\/(octet-stream|x-git-|x-ndjson))/;
/** Named, and not refused by a weight of zero (RFC 9110 §12.5.3). */
const TAKES_GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/i;
const WORTH_BYTES = 1_400;

export const sendResponse = async (response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  const type = response.headers.get('Content-Type') ?? '';
  copyHeaders(response, outgoing);
  if (!response.body || incoming.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.writeHead(response.status).end();
    return;
  }
  if (STREAMED.test(type)) return stream(response, outgoing);
  const content = await response.bytes();
  const sent = COMPRESSIBLE.test(type) ? await compressed(content, incoming, outgoing) : content;
  outgoing.setHeader('Content-Length', sent.length);
  outgoing.writeHead(response.status).end(sent);
};

/** The content as this reader takes it; shared caches are told that others take it otherwise. */
const compressed = async (content: Uint8Array, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Uint8Array> => {
  outgoing.appendHeader('Vary', 'Accept-Encoding');
  if (content.length <= WORTH_BYTES || !TAKES_GZIP.test(String(incoming.headers['accept-encoding'] ?? ''))) return content;
  outgoing.setHeader('Content-Encoding', 'gzip');
  return compress(content, { level: 4 });
};

const copyHeaders = (response: Response, outgoing: ServerResponse): void => {
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', cookies);
};

/** Respects the reader's pace; a reader that left ends the stream. */
const stream = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  outgoing.writeHead(response.status);
  outgoing.flushHeaders();
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(chunk)) await drained(outgoing);
  }
  outgoing.end();
};

/** Resolves when the reader takes more, or is gone. */
const drained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go).off('close', go);
      resolve();
    };
    outgoing.on('drain', go).on('close', go);
  });
