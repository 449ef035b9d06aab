import { slugOf } from './slug.ts';

/** `[[Title|Link]]` (the default) or `[[Link|Title]]`. */
export type WikiLinkStyle = 'title-first' | 'link-first';

export interface WikiLink {
  /** What is shown. */
  readonly text: string;
  /** The page from the wiki root as written, without slashes at the ends; empty for a place in the same page. */
  readonly path: string;
  /** The anchor of the heading; empty without one. */
  readonly fragment: string;
  /** The address, when the link leaves the wiki. */
  readonly external?: string;
}

const SCHEME = /^(?:https?|mailto):/i;

const halves = (inner: string, style: WikiLinkStyle): { readonly text: string; readonly target: string } => {
  const bar = inner.indexOf('|');
  if (bar === -1) return { text: inner.trim(), target: inner.trim() };
  const left = inner.slice(0, bar).trim();
  const right = inner.slice(bar + 1).trim();
  return style === 'title-first' ? { text: left, target: right } : { text: right, target: left };
};

const rootedPath = (written: string): string | undefined => {
  const segments = written.trim().split('/').filter(Boolean);
  return segments.some((segment) => /^\.+$/.test(segment)) ? undefined : segments.join('/');
};

const placeOf = (target: string): Pick<WikiLink, 'path' | 'fragment'> | undefined => {
  const hash = target.indexOf('#');
  const path = rootedPath(hash === -1 ? target : target.slice(0, hash));
  const heading = hash === -1 ? '' : target.slice(hash + 1).trim();
  const isNowhere = path === '' && heading === '';
  return path === undefined || isNowhere ? undefined : { path, fragment: heading === '' ? '' : slugOf(heading) };
};

/**
 * Reads what stands between `[[` and `]]`. Paths always start at the wiki root. Undefined means it is no link and stays
 * text: empty halves, line breaks, brackets, dot segments. Drawing and indexing both ask here.
 */
export const resolveWikiLink = (inner: string, style: WikiLinkStyle): WikiLink | undefined => {
  const parts = /[\]\r\n]|\[\[/.test(inner) ? undefined : halves(inner, style);
  if (parts === undefined || parts.text === '' || parts.target === '') return undefined;
  const { text, target } = parts;
  if (SCHEME.test(target)) return { text, path: '', fragment: '', external: target };
  const place = placeOf(target);
  return place && { text, ...place };
};
