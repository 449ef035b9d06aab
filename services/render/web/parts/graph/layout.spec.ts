import { describe, expect, it } from '@jest/globals';
import { type Edge, Layout } from './layout.ts';

const settled = (count: number, edges: readonly Edge[]): Layout => {
  const layout = new Layout(count, edges);
  while (!layout.isDone) layout.step();
  return layout;
};

const between = ({ points }: Layout, a: number, b: number): number => {
  const [one = { x: 0, y: 0 }, other = { x: 0, y: 0 }] = [points[a], points[b]];
  return Math.hypot(one.x - other.x, one.y - other.y);
};

describe('the layout of a graph', () => {
  it('keeps linked pages nearer than others, and none upon another', () => {
    const ring = (from: number): Edge[] => Array.from({ length: 8 }, (_, at) => [from + at, from + ((at + 1) % 8)] as const);
    const layout = settled(16, [...ring(0), ...ring(8)]);
    const pairs = Array.from({ length: 16 }, (_, a) => Array.from({ length: a }, (_, b) => [a, b] as const)).flat();
    const linked = ring(0).map(([a, b]) => between(layout, a, b));
    const across = pairs.filter(([a, b]) => a >= 8 && b < 8).map(([a, b]) => between(layout, a, b));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(linked)).toBeLessThan(mean(across));
    expect(Math.min(...pairs.map(([a, b]) => between(layout, a, b)))).toBeGreaterThan(5);
  });

  it('ends, with finite places, for a thousand pages that all link to one', () => {
    const layout = settled(
      1000,
      Array.from({ length: 999 }, (_, at) => [at + 1, 0] as const),
    );
    expect(layout.points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
