/** The frame of a wiki's screens, with as much of the tree as this one shows. */
import type { Actor } from '@wikibot/contracts/define/actor';
import { present } from '@wikibot/contracts/define/present';
import type { Served } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage, pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { profileKey } from '../domain/profile-key.ts';
import type { Author } from '../domain/templates/author.ts';
import type { Link, WikiScreen } from '../domain/templates/wiki-frame.ts';
import type { FolderEntry } from '../domain/tree/nodes.ts';
import { treeNodes } from '../domain/tree/nodes.ts';
import { placesOf } from '../domain/tree/places.ts';
import type { Ports } from '../ports.ts';
import { folderEntries } from '../views/fragments.ts';
import { shellOf } from './shell.ts';

export type WikiOnScreen = NonNullable<AuthContext['wiki']>;

/** The door lets nobody in whose context has no wiki. */
export const wikiOf = ({ auth }: Served): WikiOnScreen => {
  if (!auth.wiki) throw new Error('a screen of a wiki was asked for without one');
  return auth.wiki;
};

export const baseOf = ({ owner, slug }: Pick<WikiOnScreen, 'owner' | 'slug'>): string => `/${owner}/${slug}`;

/** The page that opens first, unless the wiki's owner has chosen another. */
export const HOME = 'Home';

/** So many entries of a folder are listed; the index has them all. */
const MOST_ENTRIES = 100;
const HOUR_MS = 60 * 60 * 1000;
const FRESH_MS = 24 * HOUR_MS;

export const wikiScreen = async (served: Served, ports: Ports, path = ''): Promise<WikiScreen> => {
  const wiki = wikiOf(served);
  const { auth } = served;
  // The home page has a place of its own above the tree.
  const home = pageKey(wiki.home ?? HOME);
  const open = path === '' ? [''] : ['', ...placesOf(path).folders.map((folder) => folder.key), pageKey(path)];
  const listed = await Promise.all(
    open.map(async (folder): Promise<[string, readonly FolderEntry[]]> => [
      folder,
      withoutHome(readable(await folderEntries(ports, wiki.id, { folder, limit: MOST_ENTRIES }), auth), home),
    ]),
  );
  const folders = new Map(listed.filter(([folder, entries]) => folder === '' || entries.length > 0));
  const top = folders.get('')?.length ?? 0;
  const freshSince = new Date(Math.floor((ports.clock.now() - FRESH_MS) / HOUR_MS) * HOUR_MS).toISOString();
  return {
    shell: shellOf(served, ports),
    wiki: {
      name: wiki.name,
      base: baseOf(wiki),
      visibility: wiki.visibility,
      archived: wiki.archived === true,
      mayWrite: mayWrite(auth, path),
      mayOwn: mayOwn(auth),
      tree: treeNodes(folders, { base: baseOf(wiki), current: path === '' ? '' : pageKey(path), freshSince }),
      ...(top >= MOST_ENTRIES ? { treeMore: top } : {}),
    },
  };
};

const homeless = new WeakMap<readonly FolderEntry[], { readonly home: string; readonly entries: readonly FolderEntry[] }>();

/** The same list for the same entries, so that what was drawn of them is found again. */
const withoutHome = (entries: readonly FolderEntry[], home: string): readonly FolderEntry[] => {
  const known = homeless.get(entries);
  if (known?.home === home) return known.entries;
  const isHome = ({ key, kind }: FolderEntry): boolean => kind === 'page' && key === home;
  const rest = entries.some(isHome) ? entries.filter((entry) => !isHome(entry)) : entries;
  homeless.set(entries, { home, entries: rest });
  return rest;
};

/** What this reader may know of. */
export const readable = <E extends FolderEntry>(entries: readonly E[], { pathRules }: AuthContext): readonly E[] =>
  pathRules.length === 0 ? entries : entries.filter((entry) => pathPermits(pathRules, entry.path, 'read'));

const isReadOnly = (wiki: AuthContext['wiki']): boolean => wiki?.archived === true || wiki?.ending !== undefined;

const mayWrite = (auth: AuthContext, path: string): boolean =>
  (auth.role === 'editor' || auth.role === 'owner') &&
  auth.scopes.includes('write') &&
  !isReadOnly(auth.wiki) &&
  (path === '' || pathPermits(auth.pathRules, path, 'write'));

export const mayOwn = ({ role, scopes }: AuthContext): boolean => role === 'owner' && scopes.includes('write');

/** Folders above a page, outermost first. */
export const crumbsOf = (base: string, path: string): readonly Link[] =>
  placesOf(path).folders.map((folder) => ({ title: titleOfPath(folder.path), href: `${base}/${hrefOfPage(folder.path)}` }));

export const authorOf = async ({ table }: Pick<Ports, 'table'>, actor: Actor): Promise<Author> => {
  if (actor.kind === 'system' || actor.kind === 'anonymous') return { kind: actor.kind };
  const profile = await table.get(profileKey(actor.accountId));
  const person = profile && String(profile['name']);
  return actor.kind === 'agent'
    ? { kind: 'agent', client: actor.client, ...present({ person }) }
    : { kind: 'person', name: person ?? 'someone' };
};
