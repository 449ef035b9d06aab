import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { linkGraph } from '@wikibot/contracts/requests/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Outgoing } from '../views/links.ts';
import { outgoingAfter } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import type { SeenTarget } from './seen-links.ts';
import { placeOf, seenTargets } from './seen-links.ts';

/** After so many links an answer ends with the page that it is at. */
const MOST_EDGES = 5_000;
const AT_ONCE = 50;

const slice: AnswerSlice<typeof linkGraph, Ports> = async ({ limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const graph: Graph = { nodes: new Set(), missing: new Set(), edges: [] };
  let pages = 0;
  for await (const { page, targets } of withTargets(ports, reader, { limit, ...placeOf(cursor) })) {
    draw(graph, page, targets);
    pages += 1;
    if (pages === limit || graph.edges.length >= MOST_EDGES) return { ok: true, answer: { ...listed(graph), next: page.key }, token: {} };
  }
  return { ok: true, answer: listed(graph), token: {} };
};

export default slice;

interface Graph {
  readonly nodes: Set<string>;
  readonly missing: Set<string>;
  readonly edges: { source: string; target: string }[];
}

const listed = ({ nodes, missing, edges }: Graph) => ({ nodes: [...nodes], missing: [...missing], edges });

const draw = ({ nodes, missing, edges }: Graph, page: Outgoing, targets: readonly SeenTarget[]): void => {
  nodes.add(page.path);
  for (const { path, exists } of targets) {
    // A page that does not exist has as many spellings as links; its key is the one that all of them share.
    const target = exists ? path : pageKey(path);
    nodes.add(target);
    if (!exists) missing.add(target);
    edges.push({ source: page.path, target });
  }
};

async function* withTargets(ports: Ports, reader: Reader, { limit, ...from }: { readonly limit: number; readonly after?: string }) {
  for (let place: { readonly after?: string } = from; ;) {
    const { found, next } = await outgoingAfter(ports, reader.wikiId, { limit: Math.min(limit, AT_ONCE), ...place });
    const pages = found.filter(({ path }) => reader.maySee(path));
    const targets = await seenTargets(ports, reader, pages.map(toPages));
    for (const [index, page] of pages.entries()) yield { page, targets: targets[index] ?? [] };
    if (next === undefined) return;
    place = { after: next };
  }
}

const toPages = ({ targets }: Outgoing) => targets.filter(({ kind }) => kind === 'page');
