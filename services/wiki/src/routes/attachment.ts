/** A file beside a page. Never active content: whatever could run is sent to be saved, under a policy that forbids everything. */
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
  const wiki = tenant.wikiId && (await ports.wikis.get(tenant.wikiId));
  const repository = wiki && ports.repositories.open(wiki.id);
  const file = wiki?.head && repository && !isMarkdownFile(path) ? await repository.resolve(wiki.head, path, pageKey) : undefined;
  const found = file !== undefined && wiki?.head && repository ? await repository.readFile(wiki.head, file) : undefined;
  if (!found) return problemResponse(refusals['page.not-found']({ path }).refusal);
  const type = SHOWN[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  const headers = new Headers({
    'Content-Type': type ?? 'application/octet-stream',
    'Content-Disposition': type ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
    ETag: `"${found.oid}"`,
  });
  if (request.headers.get('If-None-Match') === `"${found.oid}"`) return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(found.content), { headers });
};

export default slice;
