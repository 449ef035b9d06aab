/** Links of the public API as one graph. */
import { ask, recordsOf, succeeded, textOf, type Answer } from '../api.ts';
import { base, pathHref } from '../screen.ts';
import { titleOf } from '../change-api.ts';

export interface GraphNode {
  readonly path: string;
  readonly title: string;
  readonly href: string;
  readonly isMissing: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  /** There is more than is shown. */
  readonly isCut: boolean;
}

const MOST = { pages: 2_000, neighbours: 24 } as const;

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : []);

class Gathering {
  readonly #at = new Map<string, number>();
  readonly nodes: GraphNode[] = [];
  readonly edges = new Map<string, readonly [number, number]>();

  node(path: string, isMissing = false): number {
    const known = this.#at.get(path);
    if (known !== undefined) return known;
    this.#at.set(path, this.nodes.length);
    this.nodes.push({ path, title: titleOf(path), href: `${base()}/${pathHref(path)}`, isMissing });
    return this.nodes.length - 1;
  }

  has(path: string): boolean {
    return this.#at.has(path);
  }

  edge(source: string, target: string): void {
    const pair = [this.node(source), this.node(target)] as const;
    if (pair[0] !== pair[1]) this.edges.set(pair.join(' '), pair);
  }

  graph(isCut: boolean): Graph {
    return { nodes: this.nodes, edges: [...this.edges.values()], isCut };
  }
}

/** All of the wiki, as far as it can be looked at; otherwise the answer that was none. */
export const wholeGraph = async (): Promise<Graph | Answer> => {
  const gathered = new Gathering();
  for (let cursor = ''; ;) {
    const answer = await ask(`${base()}/api/v1/links?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    if (!succeeded(answer)) return answer;
    const missing = new Set(textsOf(answer.body['missing']));
    for (const path of textsOf(answer.body['nodes'])) gathered.node(path, missing.has(path));
    for (const { source, target } of recordsOf(answer.body['edges'])) gathered.edge(textOf(source), textOf(target));
    cursor = textOf(answer.body['next']);
    if (cursor === '' || gathered.nodes.length >= MOST.pages) return gathered.graph(cursor !== '');
  }
};

const linksOf = (path: string): Promise<Answer> => ask(`${base()}/api/v1/links/${pathHref(path)}?limit=100`);

const take = (
  gathered: Gathering,
  path: string,
  { body, isCentre }: { readonly body: Readonly<Record<string, unknown>>; readonly isCentre: boolean },
): void => {
  for (const { kind, path: to, exists } of recordsOf(body['outgoing'])) {
    if (kind !== 'page' || !(isCentre || gathered.has(textOf(to)))) continue;
    gathered.node(textOf(to), exists === false);
    gathered.edge(path, textOf(to));
  }
  for (const { path: from } of recordsOf(body['incoming'])) if (isCentre || gathered.has(textOf(from))) gathered.edge(textOf(from), path);
};

/** A page, what it is linked with, and the links among those. */
export const graphAround = async (path: string): Promise<Graph | Answer> => {
  const answer = await linksOf(path);
  if (!succeeded(answer)) return answer;
  const gathered = new Gathering();
  gathered.node(path);
  take(gathered, path, { body: answer.body, isCentre: true });
  const around = gathered.nodes.filter((node) => node.path !== path && !node.isMissing).slice(0, MOST.neighbours);
  const answers = await Promise.all(around.map(async (node) => [node.path, await linksOf(node.path)] as const));
  for (const [at, links] of answers) if (succeeded(links)) take(gathered, at, { body: links.body, isCentre: false });
  return gathered.graph(textOf(answer.body['next']) !== '');
};
