/** A move of a wiki's head as a list of changes shows it to one reader, or not at all. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import type { changesSince, ListedChange } from '@wikibot/contracts/requests/changes';
import { changesOf, pageChangesOf } from '@wikibot/platform/kernel/head-changes';
import { pageKey } from '@wikibot/platform/page/page-path';
import { keyPrefix } from '../domain/path-prefix.ts';
import type { Ports } from '../ports.ts';
import { changeOf } from '../views/pages.ts';
import { isBy } from './asked-actor.ts';
import type { Reader } from './reader.ts';

type Filter = Pick<DataOf<typeof changesSince>, 'prefix' | 'by' | 'client' | 'session'>;
type Moved = FactOf<typeof headMoved>;

/** An import touches thousands; a list of changes names the first. */
const MOST_NAMED = 200;

/**
 * Undefined when the change is not asked for, or touched only what is hidden from the reader. Of one that touched both they learn
 * neither the hidden paths nor what its author says of it.
 */
export const listedChange = async (
  ports: Pick<Ports, 'names' | 'payloads'>,
  { maySee }: Pick<Reader, 'maySee'>,
  { fact, filter }: { readonly fact: Moved; readonly filter: Filter },
): Promise<ListedChange | undefined> => {
  if (!(await isByEither(ports, fact, filter))) return undefined;
  const { pages, files } = await touched(ports, fact);
  const shown = [...pages, ...files].filter(maySee);
  const hides = shown.length < pages.length + files.length;
  const begins = keyPrefix(filter.prefix ?? '');
  const asked = shown.filter((path) => pageKey(path).startsWith(begins));
  const isAbout = (begins === '' && !hides) || asked.length > 0;
  return isAbout ? { ...changeOf(fact), ...(hides ? { message: '' } : {}), ...named(asked, new Set(files)) } : undefined;
};

/** A merge is a change by the person who merged, and by the agent that proposed it. */
const isByEither = async (ports: Pick<Ports, 'names'>, fact: Moved, filter: Filter): Promise<boolean> =>
  (await isBy(ports, fact.actor, filter)) || (fact.data.proposal !== undefined && (await isBy(ports, fact.data.proposal.agent, filter)));

const touched = async ({ payloads }: Pick<Ports, 'payloads'>, fact: Moved) => ({
  pages: (await pageChangesOf(fact, payloads)).map(({ page }) => page),
  files: (await changesOf(fact, payloads)).filter(({ page }) => page === undefined).map(({ file }) => file),
});

const named = (paths: readonly string[], files: ReadonlySet<string>): Pick<ListedChange, 'pages' | 'files' | 'more'> => {
  const first = paths.slice(0, MOST_NAMED);
  return {
    pages: first.filter((path) => !files.has(path)),
    files: first.filter((path) => files.has(path)),
    ...(paths.length > first.length ? { more: paths.length - first.length } : {}),
  };
};
