/** `node load/tools.ts [--pages 1000] [--calls 1000]`: how long calls of tools take over MCP (2026-07-28), one after the other, and what they cost the server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../test/house/seeded-random.ts';
import { connection } from './connection.ts';
import { generatedPages, wordBy } from './generated-pages.ts';
import { markdownTable, short } from './markdown-table.ts';
import { bring, machineLoad, settled } from './round.ts';
import { figuresOf } from './samples.ts';
import { startServer } from './server-process.ts';

const given = parseArgs({ options: { pages: { type: 'string', default: '1000' }, calls: { type: 'string', default: '1000' } } }).values;
const [size, calls] = [Number(given.pages), Number(given.calls)];

const REVISION = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': REVISION,
  'io.modelcontextprotocol/clientInfo': { name: 'load', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const folder = mkdtempSync(join(tmpdir(), 'wikibot-load-tools-'));
const pages = generatedPages(size);
const server = await startServer(folder);
const to = connection(server.ready.url, server.ready.token);
const random = seededRandom(5);
const anyPath = (): string => pages[Math.floor(random() * pages.length)]?.path ?? 'Home';

interface Result {
  readonly structuredContent: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** @throws when the server says that something is wrong */
const ask = async (method: string, params: Readonly<Record<string, unknown>>): Promise<Result> => {
  const name = params['name'];
  const headers = {
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': REVISION,
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
  };
  const body = { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } };
  const { status, text } = await to.ask({ method: 'POST', path: new URL(server.ready.mcpUrl).pathname, body, headers });
  const { result } = (text.startsWith('{') ? JSON.parse(text) : {}) as { readonly result?: Result };
  if (status !== 200 || !result || result.isError) throw new Error(`${method} was answered ${status}: ${text.slice(0, 300)}`);
  return result;
};

const call = (name: string, input: Readonly<Record<string, unknown>>): Promise<Result> => ask('tools/call', { name, arguments: input });
const words = (): string => Array.from({ length: 1 + Math.floor(random() * 3) }, () => `${wordBy(random)}s`).join(' ');

/** Each on a page of its own for as long as there are pages; reading it for its revision is not measured. */
const edit = async (number: number): Promise<() => Promise<Result>> => {
  const path = pages[(number * 7919) % pages.length]?.path ?? '';
  const { structuredContent: page } = await call('read_note', { path });
  const title = String(page['content']).match(/^# .*$/m)?.[0] ?? '';
  return () => call('edit_note', { path, revision: page['revision'], old_string: title, new_string: `${title}x` });
};

const now = (run: () => Promise<Result>) => (): Promise<() => Promise<Result>> => Promise.resolve(run);

/** What is called, and how many times less often than the rest. */
const STEPS: readonly (readonly [name: string, prepare: (number: number) => Promise<() => Promise<Result>>, share: number])[] = [
  ['tools/list', now(() => ask('tools/list', {})), 1],
  ['read_note', now(() => call('read_note', { path: anyPath() })), 1],
  ['list_notes', now(() => call('list_notes', { limit: 50 })), 2],
  ['get_recent_changes', now(() => call('get_recent_changes', {})), 1],
  ['get_history', now(() => call('get_history', { path: anyPath() })), 1],
  ['search_notes', now(() => call('search_notes', { query: words() })), 1],
  ['semantic_search', now(() => call('semantic_search', { query: words() })), 1],
  ['edit_note', edit, 4],
];

const measured = async (prepare: (typeof STEPS)[number][1], count: number) => {
  for (let warm = 0; warm < count / 5; warm += 1) await (await prepare(count + warm))();
  const durations: number[] = [];
  const [before, began] = [(await server.vitals()).processor, performance.now()];
  for (let number = 0; number < count; number += 1) {
    const run = await prepare(number);
    const from = performance.now();
    await run();
    durations.push(performance.now() - from);
  }
  const processor = ((await server.vitals()).processor - before) / count;
  return { ...figuresOf(durations, { seconds: (performance.now() - began) / 1000, failed: 0 }), processor };
};

try {
  await bring(to, pages);
  await settled(to);
  const rows: string[][] = [];
  for (const [name, prepare, share] of STEPS) {
    const { requests, p50, p95, p99, processor } = await measured(prepare, Math.ceil(calls / share));
    rows.push([name, String(requests), ...[p50, p95, p99, processor].map(short)]);
  }
  process.stdout.write(`${size} pages, load average ${machineLoad()}\n\n`);
  process.stdout.write(`${markdownTable(['call', 'calls', 'p50 ms', 'p95', 'p99', 'processor ms each'], rows)}\n`);
} finally {
  to.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
