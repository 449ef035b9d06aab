/**
 * `node load/agent-tasks.ts`: what twenty tasks of agents cost in calls and tokens (o200k), with what this endpoint offers and the way of a
 * server of whole pages; and how long single calls take.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent, Spent } from './agent-client.ts';
import { connectAgent } from './agent-client.ts';
import type { Scene, Task } from './agent-task-list.ts';
import { TASKS, TOPICS } from './agent-task-list.ts';
import { markdownTable } from './markdown-table.ts';
import { startServer } from './server-process.ts';

/** A page of about 2,500 tokens in ten sections. */
const longPage = (name: string): string => {
  const section = (topic: string): string => {
    const facts = Array.from(
      { length: 12 },
      (_, index) => `Fact ${index + 1} of ${topic} says what was seen of ${name}, by whom, and in which year.`,
    );
    return `## ${topic}\n\n${facts.join('\n')}\n`;
  };
  return `---\ncategory: actor\ntags: [bird]\n---\n# ${name}\n\nSee [[Home]].\n\n${TOPICS.map(section).join('\n')}`;
};

interface Agents {
  readonly agent: Agent;
  readonly other: Agent;
  /** Whose session is taken back. */
  readonly careless: (session: string) => Promise<Agent>;
}

const PAGES_OF_SCENE = 4;

const sceneFor = async (agents: Agents, name: string): Promise<Scene> => {
  const paths = Array.from({ length: PAGES_OF_SCENE }, (_, index) => `${name}/Page_${index}`);
  const session = name.toLowerCase();
  const careless = await agents.careless(session);
  for (const path of paths) {
    const written = await agents.other.call('write_note', { path, content: longPage(path) });
    if (path === paths[0]) continue;
    await careless.call('edit_note', {
      path,
      revision: written.structured['revision'],
      old_string: 'See [[Home]].',
      new_string: 'Nothing.',
    });
  }
  await careless.close();
  const [page = '', ...pages] = paths;
  return { agent: agents.agent, other: agents.other, page, pages, session };
};

const spentBy = async (agents: Agents, name: string, way: Task['bySections']): Promise<Spent> => {
  const scene = await sceneFor(agents, name);
  agents.agent.spent();
  await way(scene);
  return agents.agent.spent();
};

const measureTasks = async (agents: Agents): Promise<void> => {
  const rows: string[][] = [];
  const sum = { ours: 0, theirs: 0 };
  for (const [index, task] of TASKS.entries()) {
    const ours = await spentBy(agents, `Ours_${index}`, task.bySections);
    const theirs = await spentBy(agents, `Theirs_${index}`, task.byPages);
    sum.ours += ours.tokens;
    sum.theirs += theirs.tokens;
    rows.push([task.name, ...[ours.calls, ours.tokens, theirs.calls, theirs.tokens].map(String), (ours.tokens / theirs.tokens).toFixed(2)]);
  }
  rows.push(['all', '', String(sum.ours), '', String(sum.theirs), (sum.ours / sum.theirs).toFixed(2)]);
  console.log(markdownTable(['task', 'calls', 'tokens', 'calls, whole pages', 'tokens, whole pages', 'ratio'], rows));
};

const percentile = (times: readonly number[], share: number): string =>
  (times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);

const timesOf = async (count: number, run: (number: number) => Promise<unknown>): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const began = performance.now();
    await run(number);
    times.push(performance.now() - began);
  }
  return times;
};

const measureTimes = async ({ agent }: Agents): Promise<void> => {
  const page = (number: number): string => `Ours_${number % TASKS.length}/Page_${1 + (number % 3)}`;
  const revisions = new Map<string, unknown>();
  const edit = async (number: number): Promise<void> => {
    const path = page(number);
    const revision = revisions.get(path) ?? (await agent.call('read_note', { path, max_tokens: 100 })).structured['revision'];
    const { structured } = await agent.call('edit_note', {
      path,
      revision,
      section: 'Records',
      operation: 'append',
      new_string: `Seen ${number}.\n`,
    });
    revisions.set(path, structured['revision']);
  };
  const measured = [
    ['read_note', await timesOf(500, (number) => agent.call('read_note', { path: page(number) }))],
    ['search_notes', await timesOf(200, (number) => agent.call('search_notes', { query: `fact ${TOPICS[number % 10]}` }))],
    ['edit_note', await timesOf(150, edit)],
  ] as const;
  const rows = measured.map(([tool, times]) => [tool, String(times.length), percentile(times, 0.5), percentile(times, 0.99)]);
  console.log(`\n${markdownTable(['tool', 'calls', 'p50 ms', 'p99 ms'], rows)}`);
};

const data = mkdtempSync(join(tmpdir(), 'wikibot-agents-'));
const server = await startServer(join(data, 'data'));
try {
  const { mcpUrl, token } = server.ready;
  const connect = (session: string): Promise<Agent> => connectAgent(mcpUrl, { token, session });
  const agents = { agent: await connect('measured'), other: await connect('other'), careless: connect };
  await measureTasks(agents);
  await measureTimes(agents);
  await Promise.all([agents.agent.close(), agents.other.close()]);
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
