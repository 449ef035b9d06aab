/** A wiki was asked for under an address that it, or its owner, has given up: where the same door is now. */
import type { Challenge, Served } from '@wikibot/contracts/define/service';
import { wikiMoved } from '../kernel-refusals.ts';
import { problemOf } from './problem.ts';

/**
 * RFC 9110 §15.4.9: whoever follows sends the same method and body. Nobody is to remember the way, since another wiki may take the old
 * address at any time. The wiki is in the context only of those who may read it, so a stranger learns nothing.
 */
export const movedWiki = ({ auth, params, url }: Served, challenge: Challenge): Response | undefined => {
  const { wiki } = auth;
  if (!wiki || params['owner'] === undefined || params['wiki'] === undefined) return undefined;
  if (params['owner'] === wiki.owner && params['wiki'] === wiki.slug) return undefined;
  const headers = new Headers({ Location: addressOf(url, wiki), 'Cache-Control': 'no-store' });
  if (challenge === 'browser') return new Response(null, { status: 308, headers });
  headers.set('Content-Type', 'application/problem+json');
  const problem = problemOf(wikiMoved({ moved_to: `/${wiki.owner}/${wiki.slug}/` }).refusal);
  return new Response(JSON.stringify({ ...problem, status: 308 }), { status: 308, headers });
};

/** Git's doors stand elsewhere inside; outside their ending is on the wiki's name. */
const GIT = '/-/git/';

const addressOf = ({ pathname, search }: URL, { owner, slug }: { readonly owner: string; readonly slug: string }): string => {
  const isGit = pathname.startsWith(GIT);
  const behind = pathname.split('/').slice(isGit ? 5 : 3);
  return [`/${owner}/${slug}${isGit ? '.git' : ''}`, ...behind].join('/') + search;
};
