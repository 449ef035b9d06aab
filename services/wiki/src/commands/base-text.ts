/** Finds the text that a change was made on, by the revision its maker names. */
import { ObjectId } from '@wikibot/contracts/define/ids';
import { fileOfPage, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { FoundFile, Ground, Ports } from '../ports.ts';
import { toldChanges } from '../queries/page-lives.ts';
import { currentRevision } from '../views/pages.ts';

interface About {
  readonly revision: string;
  readonly file: string;
  readonly found: FoundFile | undefined;
  /** What whoever asks may see: the text may stand in what they are answered. */
  readonly maySee: (path: string) => boolean;
}

/** The text; null when there was no page at that revision; undefined when no such revision is known. */
export const baseText = async (ports: Ports, ground: Ground, about: About): Promise<string | null | undefined> => {
  const named = await namedRevision(ports, ground, about);
  if (!named) return undefined;
  const { commit, file } = named;
  const then =
    file === undefined ? await ground.at(commit, about.found?.file ?? about.file) : await ports.archive.find(ground.wiki.id, commit, file);
  if (then) return textOfBytes(then.content);
  return (await ground.knows(commit)) ? null : undefined;
};

interface Named {
  readonly commit: ObjectId;
  /** The file of the page then, when that is known to be another. */
  readonly file?: string;
}

/** A shortened revision means one of the page's own, or the wiki's head. */
const namedRevision = async (ports: Ports, ground: Ground, { revision, file, found, maySee }: About): Promise<Named | undefined> => {
  const standing = found?.file ?? file;
  const page = pagePathOfFile(standing) ?? file;
  const known = [ground.proposed(standing), ground.wiki.head, await currentRevision(ports, ground.wiki.id, page)];
  const current = known.find((one) => one?.startsWith(revision));
  return current ? { commit: current } : ((await ownRevision(ports, ground, { revision, page, maySee })) ?? wholeRevision(revision));
};

const wholeRevision = (revision: string): Named | undefined => (revision.length === 40 ? { commit: ObjectId.parse(revision) } : undefined);

const MOST_CHANGES = 200;

/** Also of the time when the page stood elsewhere. */
const ownRevision = async (
  ports: Ports,
  { wiki: { id: wikiId } }: Ground,
  { revision, page, maySee }: { readonly revision: string; readonly page: string; readonly maySee: About['maySee'] },
): Promise<Named | undefined> => {
  let looked = 0;
  for await (const { path, change } of toldChanges(ports, { wikiId, maySee }, { path: page })) {
    if (change.revision.startsWith(revision)) return { commit: change.revision, file: fileOfPage(path) };
    looked += 1;
    if (looked === MOST_CHANGES) break;
  }
  return undefined;
};
