/** What programs read: with an entity tag, and kept by shared caches only where everybody may read it. */
import type { Served } from '@wikibot/contracts/define/service';
import { entityTag } from '../domain/entity-tag.ts';
import { cacheControl, isUnchanged } from './page-etag.ts';

export const machineAnswer = (served: Served, { type, text }: { readonly type: string; readonly text: string }): Response => {
  const etag = entityTag(0, [text]);
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': cacheControl(served),
    ETag: etag,
    Vary: 'Cookie, Authorization',
  };
  return isUnchanged(served.request, etag) ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
};
