/** What is said to whoever wants to change a page that does not stand where they look for it. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { movedFrom } from '../views/pages.ts';

export interface Sought {
  readonly wikiId: WikiId;
  readonly path: string;
  readonly maySee: (path: string) => boolean;
}

export const movedAway = async (ports: Ports, { wikiId, path, maySee }: Sought): Promise<Refused | undefined> => {
  const page = await movedFrom(ports, wikiId, path);
  return page && maySee(page.path) ? movingRefusals['page.moved-away']({ path, moved_to: page.path }) : undefined;
};

export const absentPage = async (ports: Ports, sought: Sought): Promise<Refused> =>
  (await movedAway(ports, sought)) ?? refusals['page.not-found']({ path: sought.path });
