import type { Archive } from '../ports.ts';
import { fileKey } from '../domain/file-key.ts';
import type { Repositories } from '../ports/repository.ts';
import { ObjectMissing } from '../ports/repository.ts';

export const gitArchive = (repositories: Repositories): Archive => {
  const unlessMissing = async <T>(look: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await look;
    } catch (error) {
      if (error instanceof ObjectMissing) return otherwise;
      throw error;
    }
  };
  const fileAt: Archive['fileAt'] = async (wikiId, commit, file) => {
    const found = await unlessMissing(repositories.open(wikiId).readFile(commit, file), undefined);
    return found && { file, ...found };
  };
  return {
    fileAt,
    find: async (wikiId, commit, file) => {
      const spelled = await unlessMissing(repositories.open(wikiId).resolve(commit, file, fileKey), undefined);
      return spelled === undefined ? undefined : fileAt(wikiId, commit, spelled);
    },
    knows: (wikiId, commit) =>
      unlessMissing(
        repositories
          .open(wikiId)
          .readFile(commit, 'any')
          .then(() => true),
        false,
      ),
  };
};
