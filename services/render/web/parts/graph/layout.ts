/** Places for the pages of a graph: linked ones draw each other near, all push those around them away. Time grows with the number of pages, not its square. */
export type Edge = readonly [from: number, to: number];

interface Point {
  x: number;
  y: number;
  /** Where the forces of this round would have it. */
  dx: number;
  dy: number;
  /** How many links it has, and one. */
  weight: number;
}

/** How far pages push each other, in units of the map. */
const REACH = 110;
const LENGTH = 46;
const STRENGTH = { push: 700, pull: 0.09, centre: 0.006 } as const;
/** No page goes farther in one round. */
const FARTHEST = 30;

/** The golden angle: a spiral that is dense everywhere, the same each time. */
const ANGLE = 2.399_963;

const onSpiral = (at: number): Point => ({
  x: Math.cos(at * ANGLE) * 18 * Math.sqrt(at),
  y: Math.sin(at * ANGLE) * 18 * Math.sqrt(at),
  dx: 0,
  dy: 0,
  weight: 1,
});

/** Each pair of neighbouring cells once, and each cell with itself. */
const NEIGHBOURS = [
  [0, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const;

const act = (one: Point, other: Point, [x, y]: readonly [number, number]): void => {
  one.dx += x;
  one.dy += y;
  other.dx -= x;
  other.dy -= y;
};

const push = (one: Point, other: Point): void => {
  const x = one.x - other.x || 0.1;
  const y = one.y - other.y || 0.1;
  const square = x * x + y * y;
  if (square > REACH * REACH) return;
  const force = STRENGTH.push / Math.max(square, 40) / Math.sqrt(square);
  act(one, other, [x * force, y * force]);
};

/** A page with many links is drawn by each of them a little less. */
const pull = (one: Point, other: Point): void => {
  const x = other.x - one.x;
  const y = other.y - one.y;
  const length = Math.hypot(x, y) || 1;
  const force = (STRENGTH.pull * 2 * (length - LENGTH)) / length / Math.sqrt(Math.min(one.weight, other.weight));
  act(one, other, [x * force, y * force]);
};

export class Layout {
  readonly points: readonly Readonly<Pick<Point, 'x' | 'y'>>[];
  readonly #points: readonly Point[];
  readonly #links: readonly (readonly [Point, Point])[];
  #heat = 1;

  constructor(count: number, edges: readonly Edge[]) {
    this.#points = Array.from({ length: count }, (_, at) => onSpiral(at));
    this.points = this.#points;
    this.#links = edges.flatMap(([from, to]) => {
      const [one, other] = [this.#points[from], this.#points[to]];
      return one && other ? [[one, other] as const] : [];
    });
    for (const pair of this.#links) for (const point of pair) point.weight += 1;
  }

  get isDone(): boolean {
    return this.#heat < 0.02;
  }

  /** One round; each moves things less. */
  step(): void {
    this.#push();
    for (const [one, other] of this.#links) pull(one, other);
    for (const point of this.#points) this.#move(point);
    this.#heat *= 0.985;
  }

  #move(point: Point): void {
    const x = point.dx - point.x * STRENGTH.centre;
    const y = point.dy - point.y * STRENGTH.centre;
    const share = this.#heat / Math.max(1, Math.hypot(x, y) / FARTHEST);
    point.x += x * share;
    point.y += y * share;
    point.dx = 0;
    point.dy = 0;
  }

  /** Only those in the same cell of a grid, and in the cells around it. */
  #push(): void {
    const cells = Map.groupBy(this.#points, ({ x, y }) => `${Math.floor(x / REACH)} ${Math.floor(y / REACH)}`);
    for (const [key, members] of cells) {
      const [column = 0, line = 0] = key.split(' ').map(Number);
      for (const [right, down] of NEIGHBOURS) {
        const others = cells.get(`${column + right} ${line + down}`) ?? [];
        members.forEach((one, at) => (others === members ? members.slice(at + 1) : others).forEach((other) => push(one, other)));
      }
    }
  }
}
