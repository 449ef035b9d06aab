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

const halves = (inner: string, style: WikiLinkStyle): { readonly text: string; readonly target: string } | undefined => {
  const bar = inner.indexOf('|');
  if (bar === -1) return { text: inner, target: inner };
  const left = inner.slice(0, bar);
  const right = inner.slice(bar + 1);
  if (left === '' || right === '') return undefined;
  return style === 'title-first' ? { text: left, target: right } : { text: right, target: left };
};

const rootedPath = (written: string): string | undefined => {
  const segments = written.trim().split('/').filter(Boolean);
  return segments.some((segment) => /^\.+$/.test(segment)) ? undefined : segments.join('/');
};

/**
 * Reads what stands between `[[` and `]]`. Paths always start at the wiki root. Undefined means it is no link and stays
 * text: empty halves, line breaks, brackets, dot segments. Drawing and indexing both ask here.
 */
export const resolveWikiLink = (inner: string, style: WikiLinkStyle): WikiLink | undefined => {
  if (/[\]\r\n]|\[\[/.test(inner)) return undefined;
  const parts = halves(inner, style);
  const text = parts?.text.trim() ?? '';
  const target = parts?.target.trim() ?? '';
  if (text === '' || target === '') return undefined;
  if (SCHEME.test(target)) return { text, path: '', fragment: '', external: target };
  const hash = target.indexOf('#');
  const path = rootedPath(hash === -1 ? target : target.slice(0, hash));
  const heading = hash === -1 ? '' : target.slice(hash + 1).trim();
  if (path === undefined || (path === '' && heading === '')) return undefined;
  return { text, path, fragment: heading === '' ? '' : slugOf(heading) };
};
