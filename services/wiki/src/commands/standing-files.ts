/** All files of a wiki, for changes that touch many. */
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Ground, Ports } from '../ports.ts';
import type { ListedFile } from '../ports/repository.ts';

/** Links and submodules are nobody's pages or files: they stay where they are. */
const isRegular = ({ mode }: ListedFile): boolean => mode === '100644' || mode === '100755';

export const regularFiles = async ({ repositories }: Ports, wikiId: WikiId, commit: ObjectId): Promise<readonly ListedFile[]> => {
  const files: ListedFile[] = [];
  for await (const file of repositories.open(wikiId).list(commit)) if (isRegular(file)) files.push(file);
  return files;
};

/** On the ground that a plan is made on. */
export const standingFiles = async (ground: Ground): Promise<readonly ListedFile[]> => (await ground.files()).filter(isRegular);
