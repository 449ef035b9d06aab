import { graphFrame, GRAPH_VIEWS, type GraphView, type LinkRow, linkRows } from '../src/domain/templates/link-graph.ts';
import { html } from '../src/domain/templates/html.ts';
import { fill } from '../src/domain/texts/fill.ts';
import type { Texts } from '../src/domain/texts/texts.ts';
import { ask, recordsOf, succeeded, textOf } from './parts/api.ts';
import { titleOf } from './parts/change-api.ts';
import { draw, drawProblem } from './parts/draw.ts';
import { whyNot } from './parts/forms.ts';
import { type Graph, graphAround, wholeGraph } from './parts/graph/graph-api.ts';
import { base, element, fact, pathHref, spoken } from './parts/screen.ts';

type Told = Readonly<Record<string, unknown>>;

const t = spoken() as Texts;
const place = element('drawn', HTMLElement);
const page = fact('page');
const view: GraphView = GRAPH_VIEWS.find((one) => one === fact('view')) ?? 'map';

const linkTo = (path: string): { readonly title: string; readonly href: string } => ({
  title: titleOf(path),
  href: `${base()}/${pathHref(path)}`,
});

const countsOf = ({ nodes, edges, isCut }: Graph): string =>
  fill(t.graphCounts, { pages: nodes.length, links: edges.length }) + (isCut ? ` · ${fill(t.graphMost, { count: nodes.length })}` : '');

/** The same as the map, in words. */
const rowsOf = ({ nodes, edges }: Graph): readonly LinkRow[] => {
  const side = (at: number, [of, other]: readonly [0 | 1, 0 | 1]) =>
    edges.flatMap((pair) => (pair[of] === at ? [nodes[pair[other]]] : [])).filter((node) => node !== undefined);
  return nodes
    .map(({ title, href, isMissing }, at) => ({ title, href, isMissing, to: side(at, [0, 1]), by: side(at, [1, 0]) }))
    .toSorted((a, b) => a.title.localeCompare(b.title));
};

const showGraph = async (): Promise<void> => {
  const graph = await (page === undefined ? wholeGraph() : graphAround(page));
  if ('kind' in graph) return drawProblem(place, whyNot(graph, t));
  if (view === 'list' || graph.edges.length === 0)
    return draw(place, linkRows(graph.edges.length === 0 ? [] : rowsOf(graph), [t.graphNone, t.graphNoneHint], t));
  draw(place, graphFrame(countsOf(graph), t));
  const { drawGraph } = await import('./parts/graph/draw-graph.ts');
  drawGraph(place, graph);
};

const brokenRow = (told: Told): LinkRow => ({
  ...linkTo(textOf(told['path'])),
  to: recordsOf(told['missing']).map(({ path }) => ({ ...linkTo(textOf(path)), isMissing: true })),
});

const wantedRow = (told: Told): LinkRow => {
  const sources = typeof told['sources'] === 'number' ? told['sources'] : 0;
  return { ...linkTo(textOf(told['path'])), to: [], note: sources === 1 ? t.graphSourcesOne : fill(t.graphSources, { count: sources }) };
};

const lists = {
  broken: { address: 'broken-links', row: brokenRow, empty: [t.graphBrokenNone, t.graphBrokenNoneHint] },
  orphans: {
    address: 'orphans',
    row: (told: Told): LinkRow => ({ ...linkTo(textOf(told['path'])), title: textOf(told['name']), to: [] }),
    empty: [t.graphOrphansNone, t.graphOrphansNoneHint],
  },
  wanted: { address: 'wanted', row: wantedRow, empty: [t.graphWantedNone, t.graphWantedNoneHint] },
} as const;

const showList = async (
  name: keyof typeof lists,
  { before, cursor }: { readonly before: readonly LinkRow[]; readonly cursor: string },
): Promise<void> => {
  const { address, row, empty } = lists[name];
  const answer = await ask(`${base()}/api/v1/${address}?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
  if (!succeeded(answer)) return drawProblem(place, whyNot(answer, t));
  const rows = [...before, ...recordsOf(answer.body['pages']).map(row)];
  const next = textOf(answer.body['next']);
  draw(
    place,
    html`${linkRows(rows, empty, t)}${next !== '' && html`<p><button class="button" type="button" data-do="more">${t.graphMore}</button></p>`}`,
  );
  place.querySelector('[data-do="more"]')?.addEventListener('click', () => void showList(name, { before: rows, cursor: next }));
};

await (view === 'map' || view === 'list' ? showGraph() : showList(view, { before: [], cursor: '' }));
