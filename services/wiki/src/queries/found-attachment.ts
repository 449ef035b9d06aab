/** A file beside a page with its content: as it stands, or at a revision. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { pathOfPlace, placeOf } from '../domain/attachments/place.ts';
import type { Place } from '../domain/attachments/place.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { wholeRevision } from '../views/attachments.ts';

export interface FoundAttachment {
  /** As it is spelled in the repository. */
  readonly place: Place;
  readonly blob: ObjectId;
  readonly content: Uint8Array;
  /** The commit that it was read from. */
  readonly commit: ObjectId;
}

/** Undefined also for a page, which has rules and an address of its own, whatever spelling leads to its file. */
export const foundAttachment = async (
  ports: Ports,
  wiki: Wiki,
  { revision, ...asked }: Place & { readonly revision?: string | undefined },
): Promise<FoundAttachment | undefined> => {
  const path = pathOfPlace(asked);
  const commit = revision === undefined ? wiki.head : await wholeRevision(ports, wiki, { place: asked, revision });
  const found = path !== undefined && commit ? await ports.archive.find(wiki.id, commit, path) : undefined;
  const place = found && placeOf(found.file);
  return place && commit ? { place, blob: found.oid, content: found.content, commit } : undefined;
};
