/** Keeps the index current. The index itself is the register: it knows the sequence of every page and ignores what is older. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { FoldSlice } from '@wikibot/contracts/define/service';
import type { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { splitFrontMatter, titleOf } from '@wikibot/platform/page/front-matter';
import { pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { chunksOf } from '../domain/chunks.ts';
import type { Ports } from '../ports.ts';
import type { IndexedPage, PageVersion } from '../ports/search-index.ts';

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => {
  switch (fact.name) {
    case 'wiki.HeadMoved':
      // The index forgets a wiki whole, and would take a late fact of it for a new beginning.
      if (!(await ports.view('chunks').get(ABANDONED, fact.data.wikiId))) await indexMove(fact, ports);
      return [];
    case 'wiki.WikiAbandoned':
      await ports.index.removeWiki(fact.data.wikiId);
      return [{ pk: ABANDONED, sk: fact.data.wikiId, row: {} }];
    default:
      return []; // what a wiki is called, who may see it and where it stands is not in the index
  }
};

export default fold;

const ABANDONED = 'abandoned';

type Move = FactOf<typeof headMoved>;

const indexMove = async (fact: Move, { index, payloads }: Ports): Promise<void> => {
  const pages: IndexedPage[] = [];
  for (const change of await pageChangesOf(fact, payloads)) {
    const version = { wikiId: fact.data.wikiId, pageKey: pageKey(change.page), sequence: fact.sequence };
    const markdown = await textOf(change, payloads);
    if (markdown === undefined) await index.remove(version);
    else pages.push(indexed(fact, version, { path: change.page, markdown }));
  }
  await index.putMany(pages);
};

const indexed = (fact: Move, version: PageVersion, { path, markdown }: { path: string; markdown: string }): IndexedPage => {
  const { fields } = splitFrontMatter(markdown);
  const title = titleOf(fields) ?? titleOfPath(path);
  const chunks = chunksOf({ path, title, markdown, fields });
  const page = chunks[0]?.page;
  const author = accountOf(fact.actor);
  return {
    ...version,
    path,
    title,
    ...(page?.category === undefined ? {} : { category: page.category }),
    tags: page?.tags ?? [],
    updated: fact.time,
    ...(author === undefined ? {} : { author }),
    chunks: chunks.map(({ id, index, section, sectionPath, anchor, text }) => ({ id, index, section, sectionPath, anchor, text })),
  };
};
