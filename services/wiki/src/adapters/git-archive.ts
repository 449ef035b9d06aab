import type { Archive } from '../ports.ts';
import type { Repositories } from '../ports/repository.ts';
import { ObjectMissing } from '../ports/repository.ts';

export const gitArchive = (repositories: Repositories): Archive => ({
  fileAt: async (wikiId, commit, file) => {
    try {
      const found = await repositories.open(wikiId).readFile(commit, file);
      return found && { file, ...found };
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
  },
});
