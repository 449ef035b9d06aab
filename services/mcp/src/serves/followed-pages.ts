/** What changes in a wiki from now on, for a subscription: told from the own view, as soon as a fact is folded. */
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { denialOf, pathPermits } from '@wikibot/platform/kernel/access';
import { uriOfPage } from '../domain/page-uri.ts';
import type { PagesChanged } from '../ports.ts';
import type { WikiChange } from '../views/changes.ts';
import { changesUpTo, listChanges } from '../views/changes.ts';
import type { Visit } from './visit.ts';

/** So long nobody is asked whether the caller may still know: as long as a role that was withdrawn may go on. */
const PATIENCE_MS = 5_000;
const AT_ONCE = 50;

export async function* followedPages(visit: Visit, signal: AbortSignal): AsyncGenerator<PagesChanged> {
  const { ports, wiki } = visit;
  const stream = streamOf(wikiStream, wiki.id);
  for (let at = await changesUpTo(ports, wiki.id); ;) {
    const hasMore = await Promise.race([ports.view('changes').caughtUp({ [stream]: at + 1 }, PATIENCE_MS), aborted(signal)]);
    if (signal.aborted || !(await mayGoOn(visit))) return;
    if (!hasMore) continue;
    const { changes } = await listChanges(ports, wiki.id, { since: at, limit: AT_ONCE, wanted: () => true });
    for (const change of changes) yield toldOf(visit, change);
    at = Math.max(at + 1, ...changes.map(({ sequence }) => sequence));
  }
}

/** False once the reader has gone, so that nobody waits for nobody. */
const aborted = (signal: AbortSignal): Promise<false> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });

/** A role may be withdrawn while somebody listens. */
const mayGoOn = async ({ served, wiki }: Visit): Promise<boolean> => {
  const auth = await served.authorizeAgain?.();
  return (
    auth === undefined ||
    (auth.wiki?.id === wiki.id && !denialOf(auth, { access: 'read' }) && samePaths(auth.pathRules, served.auth.pathRules))
  );
};

const samePaths = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A passage that is exchanged leaves the list of pages alone; anything else may have made or removed some. */
const toldOf = ({ wiki, served }: Visit, { pages, intent }: WikiChange): PagesChanged => {
  const visible = pages.filter((path) => pathPermits(served.auth.pathRules, path, 'read'));
  return { uris: visible.map((path) => uriOfPage(wiki, path)), isListChanged: visible.length > 0 && intent !== 'edit' };
};
