import { fileKey } from '../domain/file-key.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Archive, Ground } from '../ports.ts';
import type { ListedFile, Repository } from '../ports/repository.ts';

export interface GroundParts {
  readonly repository: Repository;
  readonly archive: Archive;
}

/** The wiki at its head, as plans look at it. */
export const headGround = (wiki: Wiki, sequence: number, { repository, archive }: GroundParts): Ground => {
  const { head } = wiki;
  const spelling = async (file: string): Promise<string | undefined> => (head ? repository.resolve(head, file, fileKey) : undefined);
  return {
    wiki,
    sequence,
    spelling,
    find: async (file) => {
      const actual = await spelling(file);
      return actual === undefined || !head ? undefined : archive.fileAt(wiki.id, head, actual);
    },
    at: (commit, file) => archive.fileAt(wiki.id, commit, file),
    files: async () => (head ? listed(repository.list(head)) : []),
    proposed: () => undefined,
    knows: (commit) => archive.knows(wiki.id, commit),
  };
};

const listed = async (files: AsyncIterable<ListedFile>): Promise<readonly ListedFile[]> => {
  const all: ListedFile[] = [];
  for await (const file of files) all.push(file);
  return all;
};
