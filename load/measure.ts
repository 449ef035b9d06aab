import type { Ground, Scenario } from './scenarios.ts';
import { figuresOf } from './samples.ts';
import type { Figures } from './samples.ts';

/** Reads the revisions that saves will be based on, so that only the save itself is measured. */
const prepare = async ({ connection, pages, revisions }: Ground): Promise<void> => {
  for (let cursor = ''; revisions.size < pages.length;) {
    const { text } = await connection.ask({ path: `/ada/notes/api/v1/pages?limit=1000${cursor}` });
    const found = JSON.parse(text) as { pages: { path: string; revision: string }[]; next?: string };
    for (const page of found.pages) revisions.set(page.path, page.revision);
    if (found.next === undefined) return;
    cursor = `&cursor=${encodeURIComponent(found.next)}`;
  }
};

export const measure = async (scenario: Scenario, ground: Ground): Promise<Figures> => {
  await prepare(ground);
  let number = 0;
  const next = (): number => (number += 1);
  for (let warm = 0; warm < scenario.warmUp; warm += 1) await scenario.step(ground, next());
  const durations: number[] = [];
  let failed = 0;
  const began = performance.now();
  const until = scenario.seconds === undefined ? Number.POSITIVE_INFINITY : began + scenario.seconds * 1000;
  let left = scenario.requests ?? Number.POSITIVE_INFINITY;
  const client = async (): Promise<void> => {
    while (left > 0 && performance.now() < until) {
      left -= 1;
      const from = performance.now();
      if (!(await scenario.step(ground, next()))) failed += 1;
      durations.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: scenario.clients }, client));
  return figuresOf(durations, { seconds: (performance.now() - began) / 1000, failed });
};
