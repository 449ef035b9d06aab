/** A graph on a canvas: dragged, zoomed, and clicked. The list beside it says the same to whoever does not see it. */
import { Layout } from './layout.ts';
import type { Graph } from './graph-api.ts';

const ZOOM = { least: 0.1, most: 6, step: 1.35 } as const;
const STEPS_A_FRAME = 3;

interface Colours {
  readonly line: string;
  readonly node: string;
  readonly missing: string;
  readonly centre: string;
  readonly words: string;
}

class Drawing {
  readonly #canvas: HTMLCanvasElement;
  readonly #graph: Graph;
  readonly #layout: Layout;
  readonly #degree: Uint32Array;
  readonly #pen: CanvasRenderingContext2D;
  #zoom = 1;
  #shift = [0, 0] as readonly [number, number];
  #hovered = -1;
  #isFitted = true;
  #isWaiting = false;

  constructor(canvas: HTMLCanvasElement, graph: Graph) {
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('there is no canvas to draw on');
    this.#canvas = canvas;
    this.#graph = graph;
    this.#pen = pen;
    this.#layout = new Layout(graph.nodes.length, graph.edges);
    this.#degree = new Uint32Array(graph.nodes.length);
    for (const pair of graph.edges) for (const at of pair) this.#degree[at] = (this.#degree[at] ?? 0) + 1;
    new ResizeObserver(() => this.#wanted()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#wanted());
    new MutationObserver(() => this.#wanted()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#listen();
    this.#settle(matchMedia('(prefers-reduced-motion: reduce)').matches);
  }

  /** Where motion is not wanted, the map is shown when it has come to rest. */
  #settle(isStill: boolean): void {
    const round = (): void => {
      for (let step = 0; step < (isStill ? 25 : STEPS_A_FRAME) && !this.#layout.isDone; step += 1) this.#layout.step();
      if (!isStill || this.#layout.isDone) this.#wanted();
      if (!this.#layout.isDone) requestAnimationFrame(round);
    };
    round();
  }

  #wanted(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  }

  #fit(width: number, height: number): void {
    const { points } = this.#layout;
    const [x, y] = [points.map((point) => point.x), points.map((point) => point.y)];
    const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
    this.#zoom = Math.min(2, (width - 120) / Math.max(1, right - left), (height - 80) / Math.max(1, bottom - top));
    this.#shift = [(-(left + right) / 2) * this.#zoom, (-(top + bottom) / 2) * this.#zoom];
  }

  #colours(): Colours {
    const style = getComputedStyle(this.#canvas);
    const of = (name: string): string => style.getPropertyValue(name).trim() || style.color;
    return {
      line: of('--graph-line'),
      node: of('--graph-node'),
      missing: of('--graph-missing'),
      centre: of('--graph-centre'),
      words: style.color,
    };
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const dense = devicePixelRatio || 1;
    Object.assign(this.#canvas, { width: width * dense, height: height * dense });
    if (this.#isFitted) this.#fit(width, height);
    const colours = this.#colours();
    this.#pen.setTransform(dense, 0, 0, dense, 0, 0);
    this.#drawEdges(colours);
    this.#drawNodes(colours);
  }

  #place(at: number): readonly [number, number] {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const { x, y } = this.#layout.points[at] ?? { x: 0, y: 0 };
    return [x * this.#zoom + this.#shift[0] + width / 2, y * this.#zoom + this.#shift[1] + height / 2];
  }

  #drawEdges({ line, centre }: Colours): void {
    for (const isLit of [false, true]) {
      this.#pen.strokeStyle = isLit ? centre : line;
      this.#pen.beginPath();
      for (const pair of this.#graph.edges) {
        if (pair.includes(this.#hovered) !== isLit) continue;
        this.#pen.moveTo(...this.#place(pair[0]));
        this.#pen.lineTo(...this.#place(pair[1]));
      }
      this.#pen.stroke();
    }
  }

  #radius(at: number): number {
    return Math.min(9, 3 + Math.sqrt(this.#degree[at] ?? 0)) * Math.min(1.4, Math.max(0.6, this.#zoom));
  }

  #drawNodes(colours: Colours): void {
    const pen = this.#pen;
    pen.font = `12px ${getComputedStyle(this.#canvas).fontFamily}`;
    pen.textAlign = 'center';
    this.#graph.nodes.forEach((node, at) => {
      const [x, y] = this.#place(at);
      const radius = this.#radius(at);
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fillStyle = at === this.#hovered ? colours.centre : node.isMissing ? colours.missing : colours.node;
      pen.fill();
      if (!this.#isNamed(at)) return;
      pen.fillStyle = colours.words;
      pen.fillText(node.title.length > 32 ? `${node.title.slice(0, 31)}…` : node.title, x, y + radius + 14);
    });
  }

  /** Few names at once: of all pages when there are few or they are seen from near, otherwise of those with many links. */
  #isNamed(at: number): boolean {
    if (at === this.#hovered || this.#graph.nodes.length <= 40) return true;
    return (this.#degree[at] ?? 0) * this.#zoom > 6;
  }

  #nodeAt(x: number, y: number): number {
    return this.#graph.nodes.findLastIndex((_, at) => {
      const [nx, ny] = this.#place(at);
      return Math.hypot(nx - x, ny - y) <= this.#radius(at) + 4;
    });
  }

  /** Keeps what is under the pointer where it is. */
  zoom(by: number, [x, y]: readonly [number, number] = [0, 0]): void {
    const now = Math.min(ZOOM.most, Math.max(ZOOM.least, this.#zoom * by));
    const share = now / this.#zoom;
    this.#shift = [x - (x - this.#shift[0]) * share, y - (y - this.#shift[1]) * share];
    this.#zoom = now;
    this.#isFitted = false;
    this.#wanted();
  }

  #listen(): void {
    const canvas = this.#canvas;
    const held = new Map<number, readonly [number, number]>();
    let travelled = 0;
    canvas.addEventListener('wheel', (event) => this.#wheeled(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      held.set(event.pointerId, [event.offsetX, event.offsetY]);
      travelled = 0;
    });
    canvas.addEventListener('pointermove', (event) => {
      const before = held.get(event.pointerId);
      const now = [event.offsetX, event.offsetY] as const;
      if (!before) return this.#hover(this.#nodeAt(...now));
      held.set(event.pointerId, now);
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
      if (other) this.zoom(apart(now, other) / apart(before, other));
      else this.#drag(now[0] - before[0], now[1] - before[1]);
    });
    canvas.addEventListener('pointercancel', ({ pointerId }) => held.delete(pointerId));
    canvas.addEventListener('pointerup', (event) => {
      held.delete(event.pointerId);
      if (travelled < 5 && held.size === 0) this.#open(this.#nodeAt(event.offsetX, event.offsetY), event);
    });
  }

  #wheeled(event: WheelEvent): void {
    event.preventDefault();
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.zoom(Math.exp(-event.deltaY / 500), [event.offsetX - width / 2, event.offsetY - height / 2]);
  }

  #hover(at: number): void {
    if (at === this.#hovered) return;
    this.#hovered = at;
    this.#canvas.classList.toggle('on-page', at >= 0);
    this.#wanted();
  }

  #drag(x: number, y: number): void {
    this.#shift = [this.#shift[0] + x, this.#shift[1] + y];
    this.#isFitted = false;
    this.#wanted();
  }

  #open(at: number, { ctrlKey, metaKey }: PointerEvent): void {
    const href = this.#graph.nodes[at]?.href;
    if (href === undefined) return;
    if (ctrlKey || metaKey) open(href, '_blank', 'noopener');
    else location.assign(href);
  }
}

const apart = (a: readonly [number, number], b: readonly [number, number]): number => Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));

export const drawGraph = (place: HTMLElement, graph: Graph): void => {
  const canvas = place.querySelector('canvas');
  if (!canvas) return;
  const drawing = new Drawing(canvas, graph);
  for (const button of place.querySelectorAll<HTMLElement>('[data-zoom]'))
    button.addEventListener('click', () => drawing.zoom(button.dataset['zoom'] === 'in' ? ZOOM.step : 1 / ZOOM.step));
};
