/** Finds the text that a change was made on, by the revision its maker names. */
import { ObjectId } from '@wikibot/contracts/define/ids';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { FoundFile, Ground, Ports } from '../ports.ts';
import { currentRevision, revisionsOf } from '../views/pages.ts';

/** The text; null when there was no page at that revision; undefined when no such revision is known. */
export const baseText = async (
  ports: Ports,
  ground: Ground,
  about: { readonly revision: string; readonly file: string; readonly found: FoundFile | undefined },
): Promise<string | null | undefined> => {
  const { file, found } = about;
  const commit = await wholeRevision(ports, ground, about);
  if (!commit) return undefined;
  const then = await ground.at(commit, found?.file ?? file);
  if (then) return textOfBytes(then.content);
  return (await ground.knows(commit)) ? null : undefined;
};

/** A shortened revision means one of the page's own, or the wiki's head. */
const wholeRevision = async (
  ports: Ports,
  ground: Ground,
  about: { readonly revision: string; readonly file: string },
): Promise<ObjectId | undefined> => {
  const { revision, file } = about;
  if (revision.length === 40) return ObjectId.parse(revision);
  if (ground.wiki.head?.startsWith(revision)) return ground.wiki.head;
  const page = file.slice(0, -'.md'.length);
  const current = await currentRevision(ports, ground.wiki.id, page);
  if (current?.startsWith(revision)) return current;
  const { changes } = await revisionsOf(ports, ground.wiki.id, { path: page, limit: 200 });
  return changes.find((change) => change.revision.startsWith(revision))?.revision;
};
