/** A file beside a page. Never active content: whatever could run is sent to be saved, under a policy that forbids everything. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Shown in the page; everything else is downloaded. */
const SHOWN: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
};

const slice: ServeSlice<Ports> = async ({ request, params }, { tenant }, ports) => {
  const path = `${params['page'] ?? ''}/${params['file'] ?? ''}`;
  const isOne = !(params['file'] ?? '').includes('/');
  const found = tenant.wikiId && isOne ? await fileAt(ports, tenant.wikiId, path) : undefined;
  if (!found) return problemResponse(refusals['page.not-found']({ path }).refusal);
  const etag = `"${found.oid}"`;
  const headers = { ...headersFor(path), ETag: etag };
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(found.content), { headers });
};

export default slice;

const fileAt = async (ports: Ports, wikiId: WikiId, path: string) => {
  const head = (await ports.wikis.get(wikiId))?.head;
  const repository = ports.repositories.open(wikiId);
  const file = head ? await repository.resolve(head, path, pageKey) : undefined;
  // A page has rules and an address of its own, whatever spelling leads to its file.
  return head && file !== undefined && !isMarkdownFile(file) ? repository.readFile(head, file) : undefined;
};

const headersFor = (path: string): Record<string, string> => {
  const type = SHOWN[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  return {
    'Content-Type': type ?? 'application/octet-stream',
    'Content-Disposition': type ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
  };
};
