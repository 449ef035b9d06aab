/** An entity tag for screens made of a view: what the view has seen, and who looks with what. */
import type { Served } from '@wikibot/contracts/define/service';
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { entityTag } from '../domain/entity-tag.ts';
import type { Ports } from '../ports.ts';
import { wikiOf } from './wiki-screen.ts';

export const pageEtag = async (served: Served, { view, assets }: Ports): Promise<string> => {
  const wiki = wikiOf(served);
  const upTo = await view('fragments').upTo(streamOf(wikiStream, wiki.id));
  const { auth, request, url } = served;
  const looked = [
    url.pathname,
    wiki.name,
    wiki.visibility,
    wiki.archived,
    wiki.home,
    auth.username,
    auth.role,
    auth.scopes,
    auth.pathRules,
    auth.csrfToken,
    request.headers.get('Accept-Language'),
    request.headers.get('Cookie'),
    assets.version,
  ];
  return entityTag(upTo, looked);
};

/** RFC 9110 §13.1.2, for one tag. */
export const isUnchanged = (request: Request, etag: string): boolean =>
  (request.headers.get('If-None-Match') ?? '').split(/\s*,\s*/).includes(etag);

/** A shared cache may keep what anonymous readers of a public wiki see, for as long as a change of visibility may take to show. */
export const cacheControl = (served: Served): string =>
  served.auth.via === 'anonymous' && wikiOf(served).visibility === 'public'
    ? 'public, max-age=0, s-maxage=30, must-revalidate'
    : 'private, no-cache';
