/** Links between the pages of an archive after some of them got other names, or were written for a program that reads them otherwise. */
import { isFilePath } from '@wikibot/platform/page/link-target';
import type { Link } from '@wikibot/platform/page/links';
import { linksOf } from '@wikibot/platform/page/links';
import { rewriteLinks } from '@wikibot/platform/page/link-rewrite';
import { pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { WikiLink } from '@wikibot/platform/page/wiki-link';
import { resolveWikiLink } from '@wikibot/platform/page/wiki-link';
import type { CarriedName } from './carried-names.ts';

/** Every wiki writes its WikiLinks in this style until wikis can choose. */
const wikiLinkStyle = 'title-first';

export interface Carrier {
  /** The text of a page by the name that its file had. */
  relinked(file: string, text: string): string;
}

export const linkCarrier = (names: ReadonlyMap<string, CarriedName>, { isVault }: { readonly isVault: boolean }): Carrier => {
  const places = placesBy(names);
  const isMoved = [...names].some(([file, { as }]) => file !== as);
  return {
    relinked: (file, text) => {
      const vaultless = isVault ? fromVault(text, places) : text;
      if (!isMoved) return vaultless;
      const page = pagePathOfFile(file) ?? file;
      const pageAfter = pagePathOfFile(names.get(file)?.as ?? file) ?? page;
      return rewriteLinks(vaultless, { page, pageAfter, wikiLinkStyle }, (path) => places.at(path)?.now).text;
    },
  };
};

interface Place {
  readonly was: string;
  readonly now: string;
}

interface Places {
  /** What a path leads to: exactly, or else under another spelling that only one file has. */
  at(path: string): Place | undefined;
  /** The only file of that name in any folder. */
  named(name: string): Place | undefined;
}

const pathOf = (file: string): string => pagePathOfFile(file) ?? file;

const placesBy = (names: ReadonlyMap<string, CarriedName>): Places => {
  const all = [...names].map(([file, { as }]): Place => ({ was: pathOf(file), now: pathOf(as) }));
  const exact = new Map(all.map((place) => [place.was, place]));
  const byKey = Map.groupBy(all, ({ was }) => pageKey(was));
  const byName = Map.groupBy(all, ({ was }) => pageKey(was.slice(was.lastIndexOf('/') + 1)));
  const only = (found: readonly Place[] = []): Place | undefined => (found.length === 1 ? found[0] : undefined);
  return {
    at: (path) => exact.get(path) ?? exact.get(pagePathOfFile(path) ?? '') ?? only(byKey.get(pageKey(path))),
    named: (name) => only(byName.get(pageKey(name))),
  };
};

/** Obsidian writes `[[page|title]]`, leaves folders out where a name is unique, and embeds pictures like pages. */
const fromVault = (text: string, places: Places): string => {
  const pieces: string[] = [];
  let at = 0;
  for (const link of linksOf(text, { wikiLinkStyle: 'link-first' })) {
    const written = link.start < at ? undefined : vaultLink(link, text, places);
    if (written === undefined) continue;
    pieces.push(text.slice(at, link.start), written);
    at = link.end;
  }
  return pieces.join('') + text.slice(at);
};

const vaultLink = (link: Link, text: string, places: Places): string | undefined => {
  if (link.kind !== 'wikilink' && link.kind !== 'embed') return undefined;
  const inner = text
    .slice(link.start, link.end)
    .replace(/^!?\[\[/, '')
    .replace(/\]\]$/, '');
  const read = resolveWikiLink(inner.replace('\\|', '|'), 'link-first');
  if (read === undefined || leadsOut(read)) return undefined;
  const path = placeOf(read.path, places);
  return isFilePath(path) ? fileLink(link, path, read.text) : pageLink(link, { path, inner, words: read.text });
};

/** To another site, or to a place in the same page. */
const leadsOut = ({ external, path }: WikiLink): boolean => external !== undefined || path === '';

const placeOf = (path: string, places: Places): string => (places.at(path) ?? places.named(path))?.was ?? path;

interface Meant {
  readonly path: string;
  /** What stood between the brackets. */
  readonly inner: string;
  readonly words: string;
}

/** What was shown stays what is shown. */
const pageLink = ({ kind, target }: Link, { path, inner, words }: Meant): string => {
  const place = `${path}${/#.*$/s.exec(target)?.[0].trim() ?? ''}`;
  const bar = inner.includes('\\|') ? '\\|' : '|';
  const titled = inner.includes('|') || words !== place ? `${words}${bar}${place}` : place;
  return `${kind === 'embed' ? '!' : ''}[[${titled}]]`;
};

/** From the root of the wiki; pictures are shown, other files linked to. What follows a bar in an embedded picture is its size. */
const fileLink = ({ kind }: Link, path: string, words: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const shown = kind === 'embed' ? name : words;
  return `${kind === 'embed' ? '!' : ''}[${shown.replaceAll(/[[\]]/g, '')}](/${encodedFile(path)})`;
};

const encodedFile = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29');
