import { resolveTarget } from './link-target.ts';
import { linksOf } from './links.ts';
import type { Link, LinkOptions } from './links.ts';
import { pageKey } from './page-path.ts';

export interface RewriteOptions extends LinkOptions {
  /** Where the page itself will lie, when it moves too; its relative links are then written anew. */
  readonly pageAfter?: string;
}

const isWiki = ({ kind }: Link): boolean => kind === 'wikilink' || kind === 'embed';

const tailOf = (target: string): string => /[?#].*$/su.exec(target)?.[0] ?? '';

const wikiTarget = (link: Link, path: string): string => {
  const hash = link.target.indexOf('#');
  const written = hash === -1 ? link.target : link.target.slice(0, hash);
  const spelled = written.includes('_') ? path : path.replaceAll('_', ' ');
  return `${written.trim().startsWith('/') ? '/' : ''}${spelled}${hash === -1 ? '' : link.target.slice(hash)}`;
};

// Unlike a page's href this keeps spaces: the target may be a file. A parenthesis would end the link.
const encoded = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');

const relative = (page: string, path: string): string => {
  const from = page.split('/').slice(0, -1);
  const to = path.split('/');
  let shared = 0;
  while (shared < Math.min(from.length, to.length - 1) && from[shared] === to[shared]) shared += 1;
  // An empty target would be no link: the root of the wiki, seen from a page at the root.
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '/';
};

const markdownTarget = (link: Link, page: string, path: string): string => {
  const isOwn = link.target.startsWith('./') && path.startsWith(`${page}/`);
  const extension = /\.md(?:[?#]|$)/iu.test(link.target) && !/\.md$/iu.test(path) ? '.md' : '';
  const place = link.target.startsWith('/') ? `/${path}` : isOwn ? `./${path.slice(page.length + 1)}` : relative(page, path);
  const prefix = /^(?:\/|\.\/|(?:\.\.\/)*)/u.exec(place)?.[0] ?? '';
  return `${prefix}${encoded(place.slice(prefix.length))}${extension}${tailOf(link.target)}`;
};

const leadsTo = (link: Link, page: string, path: string): boolean => {
  const place = isWiki(link) ? link.path : resolveTarget(link.target, page).path;
  return place !== undefined && pageKey(place) === pageKey(path);
};

const written = (link: Link, page: string, path: string): string =>
  isWiki(link) ? wikiTarget(link, path) : markdownTarget(link, page, path);

const rewritten = (link: Link, options: RewriteOptions, movedTo: (path: string) => string | undefined): string | undefined => {
  const isSelf = link.target.startsWith('#');
  if (link.path === undefined || isSelf) return undefined;
  const page = options.pageAfter ?? options.page ?? '';
  const path = movedTo(link.path) ?? link.path;
  return leadsTo(link, page, path) ? undefined : written(link, page, path);
};

/**
 * Lets the links of a page follow pages (and files) that move. `movedTo` is asked with a path from the wiki root as the
 * link says it (compare by `pageKey`) and answers the new one, or undefined. Only targets change, and only those that would lead elsewhere; code is untouched.
 */
export const rewriteLinks = (
  markdown: string,
  options: RewriteOptions,
  movedTo: (path: string) => string | undefined,
): { readonly text: string; readonly count: number } => {
  const pieces: string[] = [];
  let at = 0;
  for (const link of linksOf(markdown, options).toSorted((one, other) => one.targetStart - other.targetStart)) {
    const target = rewritten(link, options, movedTo);
    if (target === undefined || link.targetStart < at) continue;
    pieces.push(markdown.slice(at, link.targetStart), target);
    at = link.targetEnd;
  }
  return { text: pieces.join('') + markdown.slice(at), count: pieces.length / 2 };
};
