/** A page as it is now, was at a revision, or was at a moment; what every question about one page's text begins with. */
import type { Context } from '@wikibot/contracts/define/context';
import { streamOf } from '@wikibot/contracts/define/fact';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change } from '@wikibot/contracts/requests/pages';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import { fileOfPage, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { commitAt } from '../views/commits.ts';
import { pageAt } from '../views/pages.ts';
import { movedPage } from './moved-page.ts';
import type { ToldChange } from './page-lives.ts';
import { toldChanges } from './page-lives.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';

export interface PageText {
  /** Its address then. */
  readonly path: string;
  readonly text: string;
  readonly last: Change;
}

interface Asked {
  readonly path: string;
  readonly revision?: string | undefined;
  /** The moment, unless a revision is named. */
  readonly at?: string | undefined;
}

/** Answers from the view, once it holds everything that was committed before the question. */
export const askedPage = async (
  asked: Asked,
  context: Context,
  ports: Ports,
): Promise<{ readonly ok: true; readonly page: PageText; readonly token: Token } | Refused> => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, reader.wikiId);
  const head = await ports.events.head(stream);
  const token: Token = head > 0 ? { [stream]: head } : {};
  const behind = await viewLagging(ports, token, asked.revision === undefined ? ['pages'] : ['pages', 'commits']);
  if (behind !== undefined) return viewBehind({ view: behind });
  const page = await textAsked(ports, reader, asked);
  if (page) return { ok: true, page, token };
  return (await movedPage(ports, reader, asked.path)) ?? refusals['page.not-found']({ path: asked.path });
};

const viewLagging = async ({ view, deployment }: Ports, token: Token, names: readonly string[]): Promise<string | undefined> => {
  for (const name of names) if (!(await view(name).caughtUp(token, deployment.patience))) return name;
  return undefined;
};

const textAsked = (ports: Ports, reader: Reader, { path, revision, at }: Asked): Promise<PageText | undefined> => {
  if (revision !== undefined) return textAt(ports, reader, { path, revision });
  return at === undefined ? currentText(ports, reader, path) : textAsOf(ports, reader, { path, moment: Date.parse(at) });
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const currentText = async (ports: Ports, { wikiId }: Reader, path: string): Promise<PageText | undefined> => {
  const page = await pageAt(ports, wikiId, path);
  const content = page && (await ports.repositories.open(wikiId).readBlob(page.blob));
  return page && content ? { path: page.path, text: utf8.decode(content), last: page.last } : undefined;
};

const MOST_CHANGES = 1_000;

/** The page as it was after one of its own changes, or at any commit of the wiki named in full. */
export const textAt = async (
  ports: Ports,
  reader: Reader,
  { path, revision }: { readonly path: string; readonly revision: string },
): Promise<PageText | undefined> => {
  let looked = 0;
  for await (const told of toldChanges(ports, reader, { path })) {
    if (told.change.revision.startsWith(revision)) return textOfTold(ports, reader, told);
    looked += 1;
    if (looked === MOST_CHANGES) break;
  }
  const commit = revision.length === 40 ? await commitAt(ports, reader.wikiId, revision) : undefined;
  if (!commit?.ok) return undefined;
  const told = await lastChange(ports, reader, { path, before: commit.change.sequence + 1, isWanted: () => true });
  // A commit that did not change the page still holds it.
  return told && textOfTold(ports, reader, { path: told.path, change: { ...told.change, revision: commit.id } });
};

const textAsOf = async (
  ports: Ports,
  reader: Reader,
  { path, moment }: { readonly path: string; readonly moment: number },
): Promise<PageText | undefined> => {
  const told = await lastChange(ports, reader, { path, isWanted: ({ time }) => Date.parse(time) <= moment });
  return told && textOfTold(ports, reader, told);
};

interface Wanted {
  readonly path: string;
  readonly before?: number;
  readonly isWanted: (change: Change) => boolean;
}

const lastChange = async (ports: Ports, reader: Reader, { isWanted, path, before }: Wanted): Promise<ToldChange | undefined> => {
  for await (const told of toldChanges(ports, reader, present({ path, before }))) if (isWanted(told.change)) return told;
  return undefined;
};

const textOfTold = async (ports: Ports, { wikiId }: Reader, { path, change }: ToldChange): Promise<PageText | undefined> => {
  const found = await ports.archive.find(wikiId, change.revision, fileOfPage(path));
  const text = found && textOfBytes(found.content);
  return found && text !== undefined ? { path: pagePathOfFile(found.file) ?? path, text, last: change } : undefined;
};
