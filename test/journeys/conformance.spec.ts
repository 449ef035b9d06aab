/** The official conformance suite against the host, once for each era; the suite brings no credentials, so a door in front of it does. */
import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runHost } from '@wikibot/platform/local/run-host';
import type { RunningHost } from '@wikibot/platform/local/run-host';
import { services } from '../../services/all.ts';
import { conformanceMcp } from '../../services/mcp/src/fixtures/conformance-build.ts';
import { projectFolder, runParts } from '../house/host.ts';
import { inspect, inspectorProgram } from '../house/inspector.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

const NO_LOGS = 'The service sends no log messages to clients, and does not say that it would; what went wrong stands in the answer.';
const NO_SESSION = 'Needs a request from the server to the client, which takes a session; clients of 2026-07-28 are asked without one.';
const NO_OLD_SUBSCRIPTION = 'Needs a session; clients of 2026-07-28 subscribe with subscriptions/listen, others ask get_recent_changes.';

/** Scenarios that are not passed, each with its reason; one that begins to pass has to go from here. */
const SKIPPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2026-07-28': {},
  '2025-11-25': {
    'logging-set-level': NO_LOGS,
    'tools-call-with-logging': NO_LOGS,
    'tools-call-sampling': NO_SESSION,
    'tools-call-elicitation': NO_SESSION,
    'elicitation-sep1034-defaults': NO_SESSION,
    'elicitation-sep1330-enums': NO_SESSION,
    'resources-subscribe': NO_OLD_SUBSCRIPTION,
    'resources-unsubscribe': NO_OLD_SUBSCRIPTION,
  },
};

const run = promisify(execFile);
const SUITE = join(projectFolder, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

let running: RunningHost;
let door: Server;
const folder = temporaryFolder();

/** Adds what the suite cannot bring; its own address stands for the host's, and any other stays what it is. */
const openDoor = (to: URL, token: string): Server =>
  createServer((incoming, outgoing) => {
    const own = String(incoming.socket.localPort);
    const named = (address: string | undefined) =>
      address?.replace(new RegExp(`^((?:http://)?(?:localhost|127\\.0\\.0\\.1)):${own}$`), `$1:${to.port}`);
    const { host, origin, ...others } = incoming.headers;
    const headers = {
      ...others,
      host: named(host),
      ...(origin === undefined ? {} : { origin: named(origin) }),
      authorization: `Bearer ${token}`,
    };
    const onward = request({ host: '127.0.0.1', port: to.port, method: incoming.method, path: to.pathname, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    outgoing.on('close', () => onward.destroy());
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });

beforeAll(async () => {
  const parts = runParts(join(folder.path, 'data'));
  running = await runHost({ ...parts, services: services.map((one) => (one.name === 'mcp' ? conformanceMcp : one)) });
  door = openDoor(new URL(running.ready.mcpUrl), running.ready.token);
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  door.closeAllConnections();
  door.close();
  await running.stop();
  folder.remove();
});

interface Outcome {
  readonly passed: readonly string[];
  readonly failed: Readonly<Record<string, string>>;
}

const suite = async (revision: string): Promise<Outcome> => {
  const address = `http://localhost:${(door.address() as AddressInfo).port}/mcp`;
  const output = join(folder.path, revision);
  const args = ['server', '--url', address, '--requirements', revision, '--output-dir', output];
  const { stdout } = await run(process.execPath, [SUITE, ...args], { maxBuffer: 64 * 1024 * 1024 }).catch((error: { stdout?: string }) => ({
    stdout: error.stdout ?? '',
  }));
  return outcomeOf(stdout);
};

/** `✓ ping: 2 passed, 0 failed` in the summary; what does not count for the revision is listed once more behind it. */
const outcomeOf = (report: string): Outcome => {
  const [, summary = ''] = report.split('=== SUMMARY ===');
  const [scored = '', rest = ''] = summary.split(/^Total:/m);
  const uncounted = new Set([...rest.matchAll(/^ +[✓✗] (\S+) \(/gm)].map(([, name]) => name));
  const lines = [...scored.matchAll(/^([✓✗]) (\S+): (.*)$/gm)].filter(([, , name]) => !uncounted.has(name));
  const named = (mark: string) => lines.filter(([, one]) => one === mark).map(([, , name = '', count = '']) => [name, count] as const);
  return { passed: named('✓').map(([name]) => name), failed: Object.fromEntries(named('✗')) };
};

describe.each(['2026-07-28', '2025-11-25'])('the conformance suite of the revision %s', (revision) => {
  it('is passed, except for what is skipped with a reason', async () => {
    const { passed, failed } = await suite(revision);
    expect(Object.keys(failed).sort()).toEqual(Object.keys(SKIPPED[revision] ?? {}).sort());
    expect(passed.length).toBeGreaterThan(20);
  });
});

const program = await inspectorProgram();

describe.each(['modern', 'legacy'] as const)('the official inspector in its %s era', (era) => {
  const asked = (...args: readonly string[]) =>
    inspect({ program: program ?? '', address: running.ready.mcpUrl, token: running.ready.token, home: folder.path, era }, ...args);
  const inspected = program ? it : it.skip;

  inspected('finds nothing wrong with the tools, and calls them', async () => {
    const [listed, read, refused] = await Promise.all([
      asked('--method', 'tools/list', '--strict'),
      asked('--method', 'tools/call', '--tool-name', 'read_note', '--tool-arg', 'path=Home'),
      asked('--method', 'tools/call', '--tool-name', 'read_note', '--tool-arg', 'path=Nowhere'),
    ]);
    expect([listed.code, listed.said]).toEqual([0, '']);
    expect(listed.answer['tools']).toContainEqual(expect.objectContaining({ name: 'write_note' }));
    expect(read).toMatchObject({ code: 0, answer: { structuredContent: { path: 'Home' } } });
    expect(refused.code).not.toBe(0);
  });

  inspected('reads pages as resources, and prompts', async () => {
    const [pages, templates, prompts, page] = await Promise.all([
      asked('--method', 'resources/list'),
      asked('--method', 'resources/templates/list'),
      asked('--method', 'prompts/list'),
      asked('--method', 'resources/read', '--uri', `wikibot://${running.ready.wiki}/Home`),
    ]);
    expect([pages.code, templates.code, prompts.code, page.code]).toEqual([0, 0, 0, 0]);
    expect(pages.answer['resources']).toContainEqual(expect.objectContaining({ name: 'Home' }));
    expect(page.answer['contents']).toMatchObject([{ mimeType: 'text/markdown' }]);
  });
});
