/** A text as the page that it would be. Nothing is kept. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';

import * as z from 'zod';
import { bytesUpTo } from '../domain/bytes-up-to.ts';
import { BASE_MARK, withBase } from '../domain/base-mark.ts';
import { renderMarkdown } from '../domain/markdown/render-markdown.ts';
import type { Ports } from '../ports.ts';
import { withRedLinks } from './red-links.ts';
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
  const marked = await withRedLinks(served, ports, { html, links: links.map(({ key }) => key) });
  return answer({ html: withBase(marked, baseOf(wiki)) });
};

export default slice;

/** Undefined when it is none, or too much. */
const readText = async (request: Request): Promise<string | undefined> => {
  const bytes = await bytesUpTo(request.body, 2 * MAX_PAGE_BYTES);
  const parsed = bytes && Body.safeParse(jsonOf(bytes));
  return parsed?.success && Buffer.byteLength(parsed.data.content) <= MAX_PAGE_BYTES ? parsed.data.content : undefined;
};

const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};
