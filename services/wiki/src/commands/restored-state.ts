/** The state of a wiki that a page is brought back from. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import { fileOfPage, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ports } from '../ports.ts';
import { textAt } from '../queries/page-at.ts';
import type { ToldChange } from '../queries/page-lives.ts';
import { toldChanges } from '../queries/page-lives.ts';
import type { Reader } from '../queries/reader.ts';
import { refusals } from '../refusals.ts';
import { moveAt } from '../views/commits.ts';
import { movedAway } from './absent-page.ts';

export interface RestoredState {
  readonly ok: true;
  readonly commit: ObjectId;
  /** What the page was called then. */
  readonly path: string;
  readonly text: string;
}

export const stateAt = async (
  ports: Ports,
  reader: Reader,
  { path, revision }: { readonly path: string; readonly revision: string },
): Promise<RestoredState | Refused> => {
  const then = await textAt(ports, reader, { path, revision });
  if (!then) return movingRefusals['restore.nothing-there']({ path, revision });
  return { ok: true, commit: then.last.revision, path: then.path, text: then.text };
};

/** What stood there before the last change, which took it away. */
export const stateBeforeDeletion = async (ports: Ports, reader: Reader, path: string): Promise<RestoredState | Refused> => {
  const moved = await movedAway(ports, { ...reader, path });
  if (moved) return moved;
  const last: ToldChange | undefined = (await toldChanges(ports, reader, { path })[Symbol.asyncIterator]().next()).value;
  if (!last) return refusals['page.not-found']({ path });
  // Deleted so lately that the history does not tell it yet.
  if (await ports.archive.find(reader.wikiId, last.change.revision, fileOfPage(last.path))) return viewBehind({ view: 'pages' });
  return (await stateBefore(ports, reader, last)) ?? refusals['page.not-found']({ path });
};

const stateBefore = async (ports: Ports, { wikiId }: Reader, { path, change }: ToldChange): Promise<RestoredState | undefined> => {
  const commit = (await moveAt(ports, wikiId, change.sequence))?.data.previous;
  const found = commit ? await ports.archive.find(wikiId, commit, fileOfPage(path)) : undefined;
  const text = found && textOfBytes(found.content);
  return commit && found && text !== undefined ? { ok: true, commit, path: pagePathOfFile(found.file) ?? path, text } : undefined;
};
