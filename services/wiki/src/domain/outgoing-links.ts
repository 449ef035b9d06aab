/** Where a page leads: to other pages and to files of its wiki, each target once. What leaves the wiki is not asked for. */
import { isFilePath } from '@wikibot/platform/page/link-target';
import type { Link } from '@wikibot/platform/page/links';
import { linksOf } from '@wikibot/platform/page/links';
import { addressProblem, normalisePagePath, pageKey } from '@wikibot/platform/page/page-path';
import { CONTROL, LIMITS } from '@wikibot/platform/page/path-rules';
import type { WikiLinkStyle } from '@wikibot/platform/page/wiki-link';
import { excerpt } from '@wikibot/platform/page/words';

export interface Target {
  readonly kind: 'page' | 'file';
  /** Of a page as it would be created; of a file its place in the repository. */
  readonly path: string;
  /** Headings that are named, as anchors. */
  readonly anchors: readonly string[];
}

export interface OutgoingLink extends Target {
  /** The text around the first of the links to this target, on one line. */
  readonly context: string;
}

interface Source {
  readonly page: string;
  readonly wikiLinkStyle: WikiLinkStyle;
}

/** More than anybody follows; all targets of a page share a row, which ends at 400 KB. */
export const MOST = { targets: 1_000, targetBytes: 200_000, anchors: 20, anchorBytes: 200 } as const;

/** Two targets are the same when their keys are; a page and a file may share a path. */
export const targetKey = ({ kind, path }: Pick<Target, 'kind' | 'path'>): string => `${kind} ${pageKey(path)}`;

export const outgoingLinks = (text: string, source: Source): readonly OutgoingLink[] => {
  const found = new Map<string, OutgoingLink & { anchors: string[] }>();
  let bytes = 0;
  for (const link of linksOf(text, source)) {
    const target = targetOf(link, source.page);
    if (target === undefined) continue;
    const key = targetKey(target);
    bytes += found.has(key) ? 0 : Buffer.byteLength(target.path);
    const isNew = !found.has(key) && found.size < MOST.targets && bytes <= MOST.targetBytes;
    if (isNew) found.set(key, { ...target, anchors: [], context: contextOf(text, link) });
    addAnchor(found.get(key)?.anchors, link.fragment);
  }
  return [...found.values()];
};

const addAnchor = (anchors: string[] | undefined, anchor: string): void => {
  const isWelcome = anchor !== '' && anchor.isWellFormed() && Buffer.byteLength(anchor) <= MOST.anchorBytes;
  if (anchors && isWelcome && anchors.length < MOST.anchors && !anchors.includes(anchor)) anchors.push(anchor);
};

/** A page that links to itself links to nobody; what belongs to the application is no page. */
const targetOf = (link: Link, page: string): Pick<Target, 'kind' | 'path'> | undefined => {
  if (link.path === undefined) return undefined;
  const target = leadsToFile(link) ? fileTarget(link.path) : pageTarget(link.path);
  const isOther = target !== undefined && (target.kind === 'file' || pageKey(target.path) !== pageKey(page));
  return isOther && couldStand(target.path) ? target : undefined;
};

/** As the renderer draws them: images are files, WikiLinks are pages, other links go by their extension. */
const leadsToFile = ({ kind, path = '' }: Link): boolean =>
  kind === 'image' || ((kind === 'link' || kind === 'definition') && isFilePath(path));

const fileTarget = (path: string): Pick<Target, 'kind' | 'path'> | undefined => {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments[0] === '-') return undefined;
  // The address of an attachment has an `a` before the name: `/Page/a/x.png`.
  const place = segments.at(-2) === 'a' ? segments.toSpliced(-2, 1) : segments;
  return { kind: 'file', path: place.join('/') };
};

const pageTarget = (path: string): Pick<Target, 'kind' | 'path'> | undefined => {
  if (addressProblem(path)) return undefined;
  const normal = normalisePagePath(path);
  return { kind: 'page', path: normal.ok ? normal.path : path };
};

/** Whether it can be a key of a row: what cannot be stored exists nowhere. */
const couldStand = (path: string): boolean => {
  const key = pageKey(path);
  return key !== '' && path.isWellFormed() && !CONTROL.test(path) && Buffer.byteLength(key) <= LIMITS.pathBytes;
};

const CONTEXT = { before: 80, behind: 200, characters: 200 } as const;

/** The line that the link stands in, or the stretch around the link when the line is long. */
const contextOf = (text: string, { start, end }: Link): string => {
  const before = text.slice(Math.max(0, start - CONTEXT.before), start);
  const line = before.lastIndexOf('\n') + 1;
  const [behind = ''] = text.slice(end, end + CONTEXT.behind).split('\n', 1);
  const isCut = line === 0 && start > CONTEXT.before;
  const passage = before.slice(line) + text.slice(start, end) + behind;
  return excerpt(`${isCut ? '…' : ''}${passage.toWellFormed()}`, CONTEXT.characters);
};
