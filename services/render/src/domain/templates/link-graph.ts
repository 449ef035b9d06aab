import { fill } from '../texts/fill.ts';
import type { TextId, Texts } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { drawnScreen } from './drawn-screen.ts';
import { html, type Markup } from './html.ts';
import type { Link, WikiScreen } from './wiki-frame.ts';

export const GRAPH_VIEWS = ['map', 'list', 'broken', 'orphans', 'wanted'] as const;
export type GraphView = (typeof GRAPH_VIEWS)[number];

const TITLES = { map: 'graphMap', list: 'graphList', broken: 'graphBroken', orphans: 'graphOrphans', wanted: 'graphWanted' } as const;

export const GRAPH_TEXTS = [
  ...(['graphCounts', 'graphMost', 'graphPage', 'graphLinksTo', 'graphLinkedBy', 'graphMissing', 'graphBrokenNone', 'graphMore'] as const),
  ...(['graphBrokenNoneHint', 'graphOrphansNone', 'graphOrphansNoneHint', 'graphWantedNone', 'graphWantedNoneHint'] as const),
  ...(['graphNone', 'graphNoneHint', 'graphSources', 'graphSourcesOne', 'graphZoomIn', 'graphZoomOut'] as const),
  ...(['loadFailed', 'unreachable', 'signedOut', 'create'] as const),
] as const satisfies readonly TextId[];

export interface GraphModel extends WikiScreen {
  readonly view: GraphView;
  /** The page that the graph is drawn around; absent for all of the wiki. */
  readonly page?: Link & { readonly path: string };
}

const tabs = ({ wiki, view, page }: GraphModel, t: Texts): Markup => {
  const href = (one: GraphView): string => {
    const query = new URLSearchParams({ ...(one !== 'map' && { view: one }), ...(page && { page: page.path }) }).toString();
    return `${wiki.base}/-/graph${query === '' ? '' : `?${query}`}`;
  };
  const shown = page ? GRAPH_VIEWS.slice(0, 2) : GRAPH_VIEWS;
  return html`<nav class="tabs-line" aria-label="${t.graphTitle}">
    ${shown.map((one) => html`<a href="${href(one)}" ${one === view && html` aria-current="page"`}>${t[TITLES[one]]}</a>`)}${page && html`<a class="tabs-away" href="${wiki.base}/-/graph">${t.graphAll}</a>`}
  </nav>`;
};

/** Which page links to which: as a map, as a list, and what is amiss. */
export const graphScreen = (model: GraphModel): string => {
  const t = texts(model.shell.locale);
  const { page, view } = model;
  return drawnScreen(model, {
    title: page ? fill(t.graphAround, { title: page.title }) : t.graphTitle,
    intro: html`${tabs(model, t)}${view === 'map' && html`<p class="quiet graph-intro">${t.graphIntro}</p>`}`,
    script: 'graph',
    spoken: GRAPH_TEXTS,
    facts: { view, page: page?.path },
    crumbs: page ? [page] : [],
    here: 'graph',
  });
};

export const graphFrame = (counts: string, t: Pick<Texts, 'graphZoomIn' | 'graphZoomOut'>): Markup =>
  html`<div class="graph">
    <canvas role="img" aria-label="${counts}"></canvas>
    <div class="graph-tools"><button class="button" type="button" data-zoom="in" aria-label="${t.graphZoomIn}">+</button><button class="button" type="button" data-zoom="out" aria-label="${t.graphZoomOut}">−</button></div>
    <p class="graph-counts quiet">${counts}</p>
  </div>`;

export interface LinkRow extends Link {
  readonly isMissing?: boolean;
  readonly to: readonly (Link & { readonly isMissing?: boolean })[];
  readonly by?: readonly Link[];
  /** Said beside it. */
  readonly note?: string;
}

const linkList = (links: LinkRow['to'], t: Pick<Texts, 'graphMissing'>): Markup =>
  html`${links.map(({ title, href, isMissing }, at) => html`${at > 0 && ', '}<a href="${href}" ${isMissing === true && html` class="missing"`} ${isMissing === true && html` title="${t.graphMissing}"`}>${title}</a>`)}`;

const row = ({ title, href, isMissing, to, by, note }: LinkRow, t: Texts): Markup =>
  html`<li>
    <a class="item-title" href="${href}">${title}</a>${isMissing === true && html` <span class="quiet">${t.graphMissing}</span>`}${note !== undefined && html` <span class="quiet">${note}</span>`}
    ${to.length > 0 && html`<p>${t.graphLinksTo}: ${linkList(to, t)}</p>`}${by && by.length > 0 && html`<p>${t.graphLinkedBy}: ${linkList(by, t)}</p>`}
  </li>`;

export const linkRows = (rows: readonly LinkRow[], empty: readonly [title: string, hint: string], t: Texts): Markup =>
  rows.length > 0
    ? html`<ul class="items link-rows">
        ${rows.map((one) => row(one, t))}
      </ul>`
    : html`<div class="nothing">
        <h2>${empty[0]}</h2>
        <p>${empty[1]}</p>
      </div>`;
