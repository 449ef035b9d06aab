/** Looks at a wiki in every place that knows its head, in the order in which they are believed. */
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { describeHead } from '@wikibot/contracts/requests/wiki-care';
import { contentDigest } from '@wikibot/platform/kernel/content-digest';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import type { Repository } from '../ports/repository.ts';
import { refusals } from '../refusals.ts';
import { pagesOf } from '../views/pages.ts';

const slice: AnswerSlice<typeof describeHead, Ports> = async ({ wikiId }, _context, ports) => {
  const wiki = await ports.wikis.get(wikiId);
  if (!wiki) return refusals['wiki.not-found']({});
  const { status, head, pages } = wiki;
  const known = await blobsOf(ports, wiki);
  const stream = await streamHead(ports, streamOf(wikiStream, wikiId));
  const repository = ports.repositories.open(wikiId);
  return {
    ok: true,
    answer: {
      status,
      stream,
      row: { head, pages },
      ref: (await repository.head()) ?? null,
      tree: stream.head && status !== 'failed' ? await treeOf(repository, stream.head, known) : null,
      view: { pages: known.size, digest: contentDigest(known) },
    },
    token: {},
  };
};

export default slice;

const AT_ONCE = 20;

/** The last move is near the end of the stream: what follows it are the few facts of its life. */
export const streamHead = async (
  { events }: Pick<KernelPorts, 'events'>,
  stream: string,
): Promise<{ sequence: number; head: ObjectId | null }> => {
  const sequence = await events.head(stream);
  for (let before: number | undefined; ;) {
    const facts = await events.latest(stream, AT_ONCE, before);
    const move = facts.find((fact) => fact.name === headMoved.name);
    if (move || facts.length < AT_ONCE) return { sequence, head: move ? headOf(move) : null };
    before = facts.at(-1)?.sequence;
  }
};

const headOf = (fact: FactEnvelope): ObjectId => headMoved.data.parse(fact.data).head;

const blobsOf = async (ports: Ports, wiki: Wiki): Promise<Map<string, string>> => {
  const blobs = new Map<string, string>();
  for (let after: string | undefined; ;) {
    const { pages, next } = await pagesOf(ports, wiki.id, { prefix: '', limit: 1000, ...(after === undefined ? {} : { after }) });
    for (const { key, page } of pages) blobs.set(key, page.blob);
    if (next === undefined) return blobs;
    after = next;
  }
};

/** Only blobs that the view does not have are read, to see whether they are text at all. */
const treeOf = async (repository: Repository, head: ObjectId, known: ReadonlyMap<string, string>) => {
  const blobs = new Map<string, string>();
  let files = 0;
  let markdown = 0;
  for await (const { path, oid } of repository.list(head)) {
    files += 1;
    if (!isMarkdownFile(path)) continue;
    markdown += 1;
    const key = pageKey(path);
    if (known.get(key) === oid || (await isText(repository, oid))) blobs.set(key, oid);
  }
  return { files, markdown, pages: blobs.size, digest: contentDigest(blobs) };
};

const isText = async (repository: Repository, oid: ObjectId): Promise<boolean> => {
  const content = await repository.readBlob(oid);
  return content !== undefined && textOfBytes(content) !== undefined;
};
