import { slugOf } from './slug.ts';

/** Where a Markdown target leads. `path` counts from the wiki root; it is absent when the target leaves the wiki. */
export interface LinkTarget {
  readonly external: boolean;
  readonly path?: string;
  /** The anchor of the heading; empty without one. */
  readonly fragment: string;
}

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//;
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|pdf|csv|tsv|json|ya?ml|txt|zip|gz|mp3|mp4|m4a|ogg|wav|webm|docx?|xlsx?|pptx?|odt|ods|ipynb)$/i;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** Percent-decoding that leaves what is no valid code as it is. */
export const decodeLoosely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % or bytes that are no UTF-8: the target then means what it says.
    return text;
  }
};

/** Whether a Markdown link to this path means a file beside a page, by its extension; what has another one is a page. */
export const isFilePath = (path: string): boolean => FILE.test(path);

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const baseOf = (written: string, page: string): string => {
  if (written.startsWith('/')) return '';
  return written.startsWith('./') ? page : folderOf(page);
};

/** Joins and resolves `.` and `..`; undefined above the root. */
const resolved = (base: string, written: string): string | undefined => {
  const segments: string[] = [];
  for (const segment of `${base}/${written}`.split('/')) {
    if (segment === '..' && segments.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment);
  }
  return segments.join('/');
};

/**
 * Resolves the target of a Markdown link or image on a page: `/x` from the wiki root, `./x` beside the page's own files
 * (its attachments and subpages), any other from the folder the page lies in.
 */
export const resolveTarget = (written: string, page: string): LinkTarget => {
  const target = written.replace(ESCAPED, '$1').replaceAll('&amp;', '&').trim();
  if (SCHEME.test(target)) return { external: true, fragment: '' };
  const hash = target.indexOf('#');
  const heading = hash === -1 ? '' : decodeLoosely(target.slice(hash + 1));
  const place = decodeLoosely((hash === -1 ? target : target.slice(0, hash)).split('?', 1)[0] ?? '');
  const path = place === '' ? page : resolved(baseOf(place, page), place);
  return { external: false, fragment: heading === '' ? '' : slugOf(heading), ...(path !== undefined && { path }) };
};
