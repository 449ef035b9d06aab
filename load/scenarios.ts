/** What is measured: each scenario makes one request after the other, or many clients do. */
import type { Connection } from './connection.ts';
import { wordBy } from './generated-pages.ts';
import type { GeneratedPage } from './generated-pages.ts';

export interface Ground {
  readonly connection: Connection;
  readonly pages: readonly GeneratedPage[];
  readonly random: () => number;
  /** The revision each page was last seen at, to base a save on. */
  readonly revisions: Map<string, string>;
}

/** Makes one request; false when it was not answered as it must be. */
export type Step = (ground: Ground, number: number) => Promise<boolean>;

export interface Scenario {
  readonly step: Step;
  readonly clients: number;
  /** How many requests, or for how many seconds. */
  readonly requests?: number;
  readonly seconds?: number;
  /** Before each measured run, not measured. */
  readonly warmUp: number;
}

const API = '/ada/notes/api/v1';
const HTML = { accept: 'text/html' };

/** Uniform over all pages, never one warm page. */
const anyPage = ({ pages, random }: Ground): GeneratedPage => pages[Math.floor(random() * pages.length)] as GeneratedPage; // there are pages

const pageView: Step = async (ground) =>
  (await ground.connection.ask({ path: `/ada/notes/${anyPage(ground).path}`, headers: HTML })).status === 200;

const rawRead: Step = async (ground) => (await ground.connection.ask({ path: `${API}/pages/${anyPage(ground).path}` })).status === 200;

const list: Step = async (ground) => (await ground.connection.ask({ path: `${API}/pages?limit=100` })).status === 200;

const search: Step = async (ground) => {
  const query = Array.from({ length: 1 + Math.floor(ground.random() * 2) }, () => wordBy(ground.random)).join('+');
  return (await ground.connection.ask({ path: `${API}/search?q=${query}` })).status === 200;
};

const revisionOf = async ({ connection, revisions }: Ground, path: string): Promise<string> => {
  const known = revisions.get(path);
  if (known !== undefined) return known;
  const { text } = await connection.ask({ path: `${API}/pages/${path}` });
  return String((JSON.parse(text) as { revision: unknown }).revision);
};

const saveTo = async (ground: Ground, page: GeneratedPage, mark: string): Promise<boolean> => {
  const revision = await revisionOf(ground, page.path);
  const answer = await ground.connection.ask({
    method: 'PUT',
    path: `${API}/pages/${page.path}`,
    body: { content: `${page.text}\n${mark}\n`, revision },
  });
  // On a small wiki two clients meet on a page now and then; the conflict is the right answer, and the page is read anew.
  if (answer.status === 409) return ground.revisions.delete(page.path);
  if (answer.status !== 200) return false;
  ground.revisions.set(page.path, String((JSON.parse(answer.text) as { revision: unknown }).revision));
  return true;
};

/** Each on a page of its own, spread over the wiki, so that no save meets another. */
const save: Step = (ground, number) => {
  const place = (number * 7919) % ground.pages.length;
  return saveTo(ground, ground.pages[place] as GeneratedPage, `Saved as number ${number}.`); // a place among them
};

const mixed: Step = (ground, number) => {
  const dice = ground.random();
  if (dice < 0.9) return pageView(ground, number);
  return dice < 0.98 ? search(ground, number) : save(ground, number);
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  'page view': { step: pageView, clients: 1, requests: 2000, warmUp: 300 },
  'raw read': { step: rawRead, clients: 1, requests: 2000, warmUp: 300 },
  list: { step: list, clients: 1, requests: 500, warmUp: 50 },
  search: { step: search, clients: 1, requests: 1000, warmUp: 100 },
  save: { step: save, clients: 1, requests: 300, warmUp: 20 },
  'save, 20 writers': { step: save, clients: 20, requests: 600, warmUp: 20 },
  'mixed, 8 clients': { step: mixed, clients: 8, seconds: 10, warmUp: 200 },
};
