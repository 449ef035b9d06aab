/** The versions of one page, newest first, under whichever name it had: from the view, with the files of the repository. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import { present } from '@wikibot/contracts/define/present';
import type { headMoved, Intent } from '@wikibot/contracts/facts/wiki';
import type { Change } from '@wikibot/contracts/requests/pages';
import { fileOfPage, pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { blobText } from '../domain/blob-text.ts';
import { versionChanges } from '../domain/moves.ts';
import { shownPath } from '../domain/shown-path.ts';
import type { FoundFile, Ports } from '../ports.ts';
import type { ChangedFile } from '../ports/repository.ts';
import { moveAt, movesToldBy } from '../views/commits.ts';
import { revisionsOf } from '../views/pages.ts';
import type { Reader } from './reader.ts';

/** A page as one of its changes left it. */
export interface PageVersion {
  readonly path: string;
  readonly change: Change;
  readonly found: FoundFile;
}

interface From {
  readonly path: string;
  /** The newest sequence of interest. */
  readonly upTo: number;
  /** Whether a page that was deleted and brought back is the same page. */
  readonly behindDeletions?: boolean;
}

/** Ends where the page was created, or where it came from a page that is hidden from the reader. */
export async function* versionsOf(ports: Ports, reader: Reader, from: From): AsyncIterable<PageVersion> {
  for (let life: From | undefined = from; life;) {
    let first: PageVersion | undefined;
    for await (const version of lifeOf(ports, reader, life)) {
      yield version;
      first = version;
    }
    const origin: From | undefined = first && (await originOf(ports, reader, first));
    life = origin && { ...origin, ...present({ behindDeletions: from.behindDeletions }) };
  }
}

const AT_ONCE = 50;

/** Changes that make a page what it was before. */
const BRINGING_BACK: ReadonlySet<Intent> = new Set(['restore', 'revert', 'undo']);

/** Whether a page was the same one before a change after which it was not there. */
const goesOn = ({ behindDeletions }: From, newer: Change | undefined): boolean =>
  behindDeletions === true && newer !== undefined && BRINGING_BACK.has(newer.intent);

/** The versions under one name, back to the one that brought it. */
async function* lifeOf(ports: Ports, { wikiId }: Reader, from: From): AsyncIterable<PageVersion> {
  const { path, upTo } = from;
  let newer: Change | undefined;
  for (let after: string | undefined = placeAfter(upTo); after !== undefined;) {
    const { changes, next }: Awaited<ReturnType<typeof revisionsOf>> = await revisionsOf(ports, wikiId, { path, limit: AT_ONCE, after });
    for (const change of changes) {
      const found = await ports.archive.find(wikiId, change.revision, fileOfPage(path));
      if (!found && !goesOn(from, newer)) return;
      if (!found) continue;
      yield { path: pagePathOfFile(found.file) ?? path, change, found };
      newer = change;
    }
    after = next;
  }
}

/** Histories are kept by sequence; a cursor is the place that was read last. */
const placeAfter = (sequence: number): string => String(sequence + 1).padStart(12, '0');

const originOf = async (ports: Ports, reader: Reader, { path, change }: PageVersion): Promise<From | undefined> => {
  const fact = await moveAt(ports, reader.wikiId, change.sequence);
  const from = fact && (await pathBefore(ports, reader, { fact, path }));
  return from === undefined ? undefined : { path: from, upTo: change.sequence - 1 };
};

const pathBefore = async (
  ports: Ports,
  { wikiId, maySee }: Reader,
  { fact, path }: { readonly fact: FactOf<typeof headMoved>; readonly path: string },
): Promise<string | undefined> => {
  const repository = ports.repositories.open(wikiId);
  const seen: ChangedFile[] = [];
  for await (const file of repository.changes(fact.data.previous, fact.data.head)) if (maySee(shownPath(file.path))) seen.push(file);
  const changes = await versionChanges(seen, { textOf: blobText(repository), told: await movesToldBy(fact, ports) });
  const move = changes.find(({ after }) => after && pageKey(shownPath(after.file)) === pageKey(path));
  return move?.before && move.before.file !== move.after?.file ? pagePathOfFile(move.before.file) : undefined;
};
