/** Links as one reader may see them: to whoever may not read a page, no link from it or to it is there, whether the page exists or not. */
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Target } from '../domain/outgoing-links.ts';
import type { Ports } from '../ports.ts';
import type { Incoming, LinkedPage } from '../views/links.ts';
import { filesAt, incomingAfter, reachableAt } from '../views/links.ts';
import type { Reader } from './reader.ts';

/** A cursor is a place in the order of keys. What is none begins before everything, or ends behind it. */
export const placeOf = (cursor: string | undefined): { readonly after?: string } => (cursor ? { after: cursor.toWellFormed() } : {});

export interface SeenTarget extends Target {
  readonly exists: boolean;
}

/** The targets that a reader may see, each as it stands; of each list that is handed in, in its order. */
export const seenTargets = async (
  ports: Ports,
  { wikiId, maySee }: Reader,
  lists: readonly (readonly Target[])[],
): Promise<readonly (readonly SeenTarget[])[]> => {
  const keys = (kind: Target['kind']): string[] =>
    lists.flatMap((targets) => targets.filter((target) => target.kind === kind).map(({ path }) => pageKey(path)));
  const [pages, files] = await Promise.all([reachableAt(ports, wikiId, keys('page')), filesAt(ports, wikiId, keys('file'))]);
  const seen = (target: Target): SeenTarget => {
    const key = pageKey(target.path);
    if (target.kind === 'file') return { ...target, exists: files.has(key) };
    const page = pages.get(key);
    const isSeen = page !== undefined && maySee(page.path);
    return { ...target, path: isSeen ? page.path : target.path, exists: isSeen };
  };
  return lists.map((targets) => targets.filter(({ path }) => maySee(path)).map(seen));
};

/** The pages that link to one, as far as the reader may know of them, in the order of their keys. */
export async function* seenIncoming(
  ports: Ports,
  { wikiId, maySee }: Reader,
  { target, atOnce, ...from }: { readonly target: string; readonly atOnce: number; readonly after?: string },
): AsyncIterable<Incoming> {
  for (let place = from; ;) {
    const { found, next } = await incomingAfter(ports, wikiId, { target, limit: atOnce, ...place });
    yield* found.filter(({ path }) => maySee(path));
    if (next === undefined) return;
    place = { after: next };
  }
}

export const shownPage = ({ path, name }: LinkedPage): { readonly path: string; readonly name: string } => ({ path, name });
