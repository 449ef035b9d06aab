import type { Archive } from '../ports.ts';
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
  return {
    fileAt: async (wikiId, commit, file) => {
      const found = await unlessMissing(repositories.open(wikiId).readFile(commit, file), undefined);
      return found && { file, ...found };
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
