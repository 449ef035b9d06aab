/** Whether a file still is what it was at the revision that a change of it names. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Place } from '../domain/attachments/place.ts';
import { pathOfPlace } from '../domain/attachments/place.ts';
import type { FoundFile, Ground, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { attachmentAt, wholeRevision } from '../views/attachments.ts';

interface Change {
  readonly place: Place;
  /** Spelled as it stands, or as it would. */
  readonly file: string;
  readonly found: FoundFile | undefined;
  readonly base: string | undefined;
}

/** A file that is the same again, however it came to be so, is not changed. */
export const changedSince = async (ports: Ports, ground: Ground, change: Change): Promise<Refused | undefined> => {
  const { place, file, found, base } = change;
  if (base === undefined) return undefined;
  const commit = await namedCommit(ports, ground, { place, file, base });
  const known = commit !== undefined && (await ground.knows(commit));
  const then = known ? await ground.at(commit, file) : undefined;
  if (known && then?.oid === found?.oid) return undefined;
  return refusals['attachment.changed']({ file: place.file, current_revision: await standingRevision(ports, ground, place) });
};

const namedCommit = async (ports: Ports, ground: Ground, { place, file, base }: Omit<Change, 'found'> & { readonly base: string }) => {
  const proposed = ground.proposed(file);
  return proposed?.startsWith(base) ? proposed : wholeRevision(ports, ground.wiki, { place, revision: base });
};

/** The revision to name as base next time: the file's own as far as it is known here, otherwise the head, which holds it as well. */
export const standingRevision = async (ports: Ports, ground: Ground, place: Place): Promise<ObjectId> =>
  ground.proposed(pathOfPlace(place) ?? '') ??
  (await attachmentAt(ports, ground.wiki.id, place))?.last.revision ??
  (ground.wiki.head as ObjectId); // a wiki with pages has a head
