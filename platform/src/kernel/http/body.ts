/** Reads a request's body with a limit that holds while it streams, and as strict JSON. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import { bodyTooLarge, notJson } from '../kernel-refusals.ts';

export const DEFAULT_MAX_BYTES = 3 * 1024 * 1024;

export type Read<T> = { readonly ok: true; readonly value: T } | Refused;

export const readBytes = async (request: Request, maxBytes: number): Promise<Read<Uint8Array>> => {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return bodyTooLarge({ bytes: maxBytes });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) return bodyTooLarge({ bytes: maxBytes });
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks) };
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** An absent body is `undefined`; the route's schema says whether that will do. */
export const readJson = async (request: Request, maxBytes: number): Promise<Read<unknown>> => {
  const bytes = await readBytes(request, maxBytes);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0) return { ok: true, value: undefined };
  const type = request.headers.get('Content-Type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) return notJson({ problem: `Content-Type is ${type === '' ? 'missing' : type}` });
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes.value)) };
  } catch (error) {
    return notJson({ problem: error instanceof Error ? error.message : String(error) });
  }
};
