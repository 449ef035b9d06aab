/** For specs of pages that move: a wiki in which they are moved. */
import { expect } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import type { Moved } from '@wikibot/contracts/requests/moves';
import { movePage } from '@wikibot/contracts/requests/moves';
import { readPage } from '@wikibot/contracts/requests/pages';
import { useAskedHouse } from '../queries/asked-house-fixture.ts';

interface More {
  readonly base?: string;
  readonly dryRun?: boolean;
}

export const useMovingHouse = () => {
  const { house, save, ruled } = useAskedHouse();
  const person = (wikiId: WikiId) => house().person(wikiId);
  const move = (wikiId: WikiId, [path, newPath]: readonly [string, string], more: More = {}) =>
    house().ask(movePage, { path, newPath, ...more }, person(wikiId));
  return {
    house,
    save,
    ruled,
    person,
    move,
    moved: async (wikiId: WikiId, paths: readonly [string, string], more: More = {}): Promise<Moved> => {
      const outcome = await move(wikiId, paths, more);
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      return outcome.answer;
    },
    textOf: async (wikiId: WikiId, path: string): Promise<string> => (await house().told(readPage, { path }, person(wikiId))).content,
    upload: (wikiId: WikiId, path: string, file: string) =>
      house().told(saveAttachment, { path, file, content: Buffer.from('GIF89a').toString('base64') }, person(wikiId)),
    /** All files at the head. */
    filesOf: async (wikiId: WikiId): Promise<readonly string[]> => {
      const { ports } = house();
      const head = (await ports.wikis.get(wikiId))?.head;
      const files: string[] = [];
      if (head) for await (const { path } of ports.repositories.open(wikiId).list(head)) files.push(path);
      return files;
    },
  };
};

export const refusedAs = (code: string, detail: object = {}) => ({
  ok: false,
  refusal: { code, detail: expect.objectContaining(detail) as unknown },
});
