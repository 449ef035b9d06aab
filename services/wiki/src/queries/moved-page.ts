import type { Refused } from '@wikibot/contracts/define/refusal';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Ports } from '../ports.ts';
import { movedFrom } from '../views/pages.ts';
import type { Reader } from './reader.ts';

/** Where the page is that was moved from an address, for whoever may see it there. */
export const movedPage = async (
  ports: Pick<Ports, 'view'>,
  { wikiId, maySee }: Pick<Reader, 'wikiId' | 'maySee'>,
  path: string,
): Promise<Refused | undefined> => {
  const page = await movedFrom(ports, wikiId, path);
  return page && maySee(page.path) ? movingRefusals['page.moved']({ path, moved_to: page.path }) : undefined;
};
