import type { WikiId } from '@wikibot/contracts/define/ids';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change, readPage } from '@wikibot/contracts/requests/pages';
import { splitFrontMatter } from '@wikibot/platform/page/front-matter';
import { linksOf } from '@wikibot/platform/page/links';
import { fileOfPage } from '@wikibot/platform/page/page-path';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { namedChanges } from './named-changes.ts';
import { titleOfText } from '../views/page-fields.ts';
import { pageAt, revisionsOf } from '../views/pages.ts';

type Answer = AnswerOf<typeof readPage>;

/** Answers from the view, once it holds everything that was committed before the question. */
const slice: AnswerSlice<typeof readPage, Ports> = async ({ path, revision }, context, ports): Promise<Outcome<Answer>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, wikiId);
  const head = await ports.events.head(stream);
  if (head > 0 && !(await ports.view('pages').caughtUp({ [stream]: head }, ports.deployment.patience)))
    return viewBehind({ view: 'pages' });
  const page = revision === undefined ? await currentText(ports, wikiId, path) : await textAt(ports, wikiId, { path, revision });
  if (!page) return refusals['page.not-found']({ path });
  const [last = page.last] = await namedChanges(ports, [page.last]);
  return { ok: true, answer: answerOf({ ...page, last }), token: head > 0 ? { [stream]: head } : {} };
};

export default slice;

interface PageText {
  readonly path: string;
  readonly text: string;
  readonly last: Change;
}

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

const answerOf = ({ path, text, last }: PageText): Answer => ({
  name: titleOfText(text, path),
  path,
  content: text,
  frontmatter: splitFrontMatter(text).fields,
  linksTo: [...new Set(linksOf(text, { wikiLinkStyle: 'title-first', page: path }).flatMap((link) => link.key ?? []))],
  revision: last.revision,
  lastChange: last,
});
