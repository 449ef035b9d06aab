/** A page as it is now or was at a revision; what every question about one page's text begins with. */
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change } from '@wikibot/contracts/requests/pages';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { pageAt, revisionsOf } from '../views/pages.ts';

export interface PageText {
  readonly path: string;
  readonly text: string;
  readonly last: Change;
}

interface Asked {
  readonly path: string;
  readonly revision?: string | undefined;
}

/** Answers from the view, once it holds everything that was committed before the question. */
export const askedPage = async (
  { path, revision }: Asked,
  { tenant: { wikiId } }: Context,
  ports: Ports,
): Promise<{ readonly ok: true; readonly page: PageText; readonly token: Token } | Refused> => {
  if (!wikiId) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, wikiId);
  const head = await ports.events.head(stream);
  if (head > 0 && !(await ports.view('pages').caughtUp({ [stream]: head }, ports.deployment.patience)))
    return viewBehind({ view: 'pages' });
  const page = revision === undefined ? await currentText(ports, wikiId, path) : await textAt(ports, wikiId, { path, revision });
  if (!page) return refusals['page.not-found']({ path });
  return { ok: true, page, token: head > 0 ? { [stream]: head } : {} };
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const currentText = async (ports: Ports, wikiId: WikiId, path: string): Promise<PageText | undefined> => {
  const page = await pageAt(ports, wikiId, path);
  const content = page && (await ports.repositories.open(wikiId).readBlob(page.blob));
  return page && content ? { path: page.path, text: utf8.decode(content), last: page.last } : undefined;
};

/** The page as it was after one of its own changes, or at any commit of the wiki named in full. */
const textAt = async (
  ports: Ports,
  wikiId: WikiId,
  { path: asked, revision }: { readonly path: string; readonly revision: string },
): Promise<PageText | undefined> => {
  const { changes } = await revisionsOf(ports, wikiId, { path: asked, limit: 1000 });
  const own = changes.find((one) => one.revision.startsWith(revision));
  const last = own ?? otherRevision(changes[0], revision);
  if (!last) return undefined;
  const page = await pageAt(ports, wikiId, asked);
  const { path, file } = page ?? { path: asked, file: fileOfPage(asked) };
  const found = await ports.archive.fileAt(wikiId, last.revision, file);
  return found && { path, text: utf8.decode(found.content), last };
};

/** A commit that did not change the page still holds it. */
const otherRevision = (latest: Change | undefined, revision: string): Change | undefined => {
  const commit = ObjectId.safeParse(revision);
  return latest && commit.success ? { ...latest, revision: commit.data } : undefined;
};
