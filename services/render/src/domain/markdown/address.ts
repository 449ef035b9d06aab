import { isFilePath } from '@wikibot/platform/page/link-target';
import { addressProblem, hrefOfPage, pageKey } from '@wikibot/platform/page/page-path';
import type { WikiLink } from '@wikibot/platform/page/wiki-link';
import type { Place } from './place.ts';

/** Where a link leads. Only a page can be missing; only what is outside can be someone else's. */
export type Address =
  | { readonly kind: 'page'; readonly href: string; readonly key: string; readonly path: string }
  | { readonly kind: 'own'; readonly href: string }
  | { readonly kind: 'outside'; readonly href: string }
  | { readonly kind: 'refused' };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const OUTSIDE = new Set(['http', 'https', 'mailto']);
/** Browsers skip these inside a scheme, so `java\tscript:` is one (WHATWG URL, 4.4). */
const SKIPPED = /[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+/g;

/** Whether the address has a scheme that may be followed, or none. */
export const isFollowable = (written: string): boolean => {
  const scheme = SCHEME.exec(written.replace(SKIPPED, ''))?.[1]?.toLowerCase();
  return scheme === undefined || OUTSIDE.has(scheme);
};

/** Percent codes as UTF-8, bad ones as the replacement character; `decodeURIComponent` throws for a single bad one. */
const decoded = (path: string): string =>
  path.replace(/(?:%[0-9a-f]{2})+/gi, (codes) =>
    new TextDecoder().decode(Uint8Array.from(codes.slice(1).split('%'), (code) => Number.parseInt(code, 16))),
  );

const joined = (folder: readonly string[], path: string): readonly string[] =>
  path.split('/').reduce<readonly string[]>((parts, part) => {
    if (part === '' || part === '.') return parts;
    return part === '..' ? parts.slice(0, -1) : [...parts, part];
  }, folder);

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

const hrefOf = (parts: readonly string[]): string => hrefOfPage(parts.join('/'));

/** A page of the wiki; an address that belongs to the application (`-/index`, `Page/history`) is no page and never missing. */
export const pageAddress = (path: string, suffix: string, { base }: Place): Address => {
  const href = `${base}/${hrefOfPage(path)}${suffix}`;
  return path === '' || addressProblem(path) ? { kind: 'own', href } : { kind: 'page', href, key: pageKey(path), path };
};

/** An attachment lies in the folder of its page: `./x.png` beside this page, `Other/x.png` beside the page `Other`. */
const fileAddress = (path: string, suffix: string, place: Place): Address => {
  const beside = path.startsWith('./') ? partsOf(place.path) : partsOf(place.path).slice(0, -1);
  const parts = joined(path.startsWith('/') ? [] : beside, path);
  const page = parts.slice(0, -1);
  // Already an attachment's own address: `/Page/a/x.png`.
  if (page.at(-1) === 'a') return { kind: 'own', href: `${place.base}/${hrefOf(parts)}${suffix}` };
  const file = encodeURIComponent((parts.at(-1) ?? '').toWellFormed());
  return { kind: 'own', href: `${[place.base, ...(page.length > 0 ? [hrefOf(page)] : []), 'a', file].join('/')}${suffix}` };
};

const pathAddress = (path: string, suffix: string, place: Place): Address => {
  const here = partsOf(place.path);
  if (path.startsWith('/')) return pageAddress(joined([], path).join('/').replace(/\.md$/i, ''), suffix, place);
  const isSubpage = path.startsWith('./') && !/\.md$/i.test(path);
  return pageAddress(
    joined(isSubpage ? here : here.slice(0, -1), path)
      .join('/')
      .replace(/\.md$/i, ''),
    suffix,
    place,
  );
};

const cut = (written: string): { readonly path: string; readonly suffix: string } => {
  const at = written.search(/[?#]/);
  return at < 0 ? { path: written, suffix: '' } : { path: written.slice(0, at), suffix: written.slice(at) };
};

const withoutBase = (path: string, base: string): string =>
  path === base || path.startsWith(`${base}/`) ? path.slice(base.length) || '/' : path;

const inside = (written: string, isFile: (path: string) => boolean, place: Place): Address => {
  const { path, suffix } = cut(written);
  if (path === '') return { kind: 'own', href: written };
  // Screens of the application, in a wiki or beside them.
  if (path.startsWith('/-/')) return { kind: 'own', href: written };
  const local = decoded(withoutBase(path, place.base));
  return isFile(local) ? fileAddress(local, suffix, place) : pathAddress(local, suffix, place);
};

const resolved = (written: string, isFile: (path: string) => boolean, place: Place): Address => {
  const plain = written.trim().replaceAll('\\', '/');
  if (!isFollowable(plain)) return { kind: 'refused' };
  if (plain.startsWith('//')) return { kind: 'outside', href: `https:${plain}` };
  if (SCHEME.test(plain)) return { kind: 'outside', href: plain };
  return inside(plain, isFile, place);
};

/**
 * Where `[text](written)` leads. `/Page` starts at the root of the wiki, so that a text stays right when its wiki moves;
 * other relative paths are read as in the repository, `.md` or not.
 */
export const linkAddress = (written: string, place: Place): Address => resolved(written, isFilePath, place);

/** Where the bytes of `![alt](written)` come from: always a file. */
export const mediaAddress = (written: string, place: Place): Address => resolved(written, () => true, place);

/** Where a WikiLink leads: always from the root of the wiki. */
export const wikiLinkAddress = ({ path, fragment, external }: WikiLink, place: Place): Address => {
  if (external !== undefined) return linkAddress(external, place);
  const suffix = fragment === '' ? '' : `#${encodeURIComponent(fragment)}`;
  return path === '' ? { kind: 'own', href: suffix } : pageAddress(path, suffix, place);
};
