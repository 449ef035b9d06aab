/** The wiki as it would be with a proposal: what the proposal touches as it has it, all else as it stands at the head. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { pageKey } from '@wikibot/platform/page/page-path';
import { fileKey } from '../domain/file-key.ts';
import type { Proposal, ProposedFile } from '../domain/proposing/proposal.ts';
import type { FoundFile, Ground } from '../ports.ts';
import type { ListedFile, Repository } from '../ports/repository.ts';

export const proposalGround = (ground: Ground, proposal: Proposal, repository: Repository): Ground => {
  const byKey = filesByKey(proposal.files);
  const own = new Set(proposal.commits.map(({ id }) => id));
  return {
    ...ground,
    spelling: async (file) => {
      const proposed = byKey.get(fileKey(file));
      if (proposed) return proposed.blob === null ? undefined : proposed.file;
      return (await ground.spelling(file)) ?? folderIn(proposal, file);
    },
    find: async (file) => {
      const proposed = byKey.get(fileKey(file));
      return proposed ? foundIn(repository, proposed) : ground.find(file);
    },
    files: async () => [...(await ground.files()).filter(({ path }) => !byKey.has(fileKey(path))), ...listed(proposal.files)],
    proposed: (file) => (byKey.has(fileKey(file)) ? proposal.revision : undefined),
    knows: async (commit) => own.has(commit) || ground.knows(commit),
  };
};

/** Where one spelling goes and another comes, what comes is what stands. */
const filesByKey = (files: readonly ProposedFile[]): ReadonlyMap<string, ProposedFile> => {
  const byKey = new Map<string, ProposedFile>();
  for (const one of files) if (one.blob !== null || !byKey.has(fileKey(one.file))) byKey.set(fileKey(one.file), one);
  return byKey;
};

const foundIn = async (repository: Repository, { file, blob }: ProposedFile): Promise<FoundFile | undefined> => {
  const content = blob === null ? undefined : await repository.readBlob(blob);
  return content && { file, oid: blob as ObjectId, content }; // what has content has a blob
};

const folderIn = ({ files }: Proposal, folder: string): string | undefined => {
  const depth = folder.split('/').length;
  const inside = files.find(({ file, blob }) => blob !== null && pageKey(file).startsWith(`${pageKey(folder)}/`));
  return inside?.file.split('/').slice(0, depth).join('/');
};

const listed = (files: readonly ProposedFile[]): readonly ListedFile[] =>
  files.flatMap(({ file, blob }) => (blob === null ? [] : [{ path: file, oid: blob, mode: '100644' }]));
