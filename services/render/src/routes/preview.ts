/** A text as the page that it would be. Nothing is kept. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';

import * as z from 'zod';
import { BASE_MARK, withBase } from '../domain/base-mark.ts';
import { markMissing } from '../domain/markdown/missing.ts';
import { renderMarkdown } from '../domain/markdown/render-markdown.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import { existingPages } from '../views/fragments.ts';
import { shellOf } from './shell.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

const Body = z.strictObject({ content: z.string() });

const answer = (body: object, status = 200): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } });

const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const text = await readText(served.request);
  if (text === undefined) return answer({ detail: `A preview takes {"content": "…"} of at most ${MAX_PAGE_BYTES} bytes.` }, 422);
  const wiki = wikiOf(served);
  const path = served.params['page'] ?? '';
  const { html, links } = renderMarkdown(text, { base: BASE_MARK, path, wikiLinkStyle: 'title-first' });
  const keys = links.map(({ key }) => key);
  const existing = await existingPages(ports, wiki.id, keys);
  const linked = new Set(keys);
  const marked = markMissing(html, (key) => linked.has(key) && !existing.has(key), texts(shellOf(served, ports).locale).createMissing);
  return answer({ html: withBase(marked, baseOf(wiki)) });
};

export default slice;

/** Undefined when it is none, or too much. */
const readText = async (request: Request): Promise<string | undefined> => {
  const bytes = await bytesUpTo(request.body, 2 * MAX_PAGE_BYTES);
  const parsed = bytes && Body.safeParse(jsonOf(bytes));
  return parsed?.success && Buffer.byteLength(parsed.data.content) <= MAX_PAGE_BYTES ? parsed.data.content : undefined;
};

const bytesUpTo = async (body: Request['body'], most: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};
