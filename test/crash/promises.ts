/** What was promised to clients, and whether a host that came back keeps it, in every place where a page can be seen. */
import type { McpClient } from '../house/mcp-client.ts';
import { insist } from '../house/wiki.ts';
import type { PageRead, WikiAt } from '../house/wiki.ts';
import type { Attempt, WritingLog } from './writing.ts';

export interface Promised {
  /** Texts that the page may have: the last acknowledged, or one that was sent and never answered. */
  readonly texts: readonly string[];
  readonly revisions: readonly string[];
  readonly lines: readonly string[];
}

const latest = (attempts: readonly Attempt[]): Attempt | undefined =>
  [...attempts].sort((a, b) => (b.ack?.sequence ?? 0) - (a.ack?.sequence ?? 0))[0];

/** Every text as it was stored, when that differs from what was sent. */
const storedText = ({ ack, text }: Attempt): string => ack?.content ?? text;

/** Goes through all rounds so far: an acknowledged change stays acknowledged. */
export const promisesOf = (logs: readonly WritingLog[]): ReadonlyMap<string, Promised> => {
  const byPath = new Map<string, Attempt[]>();
  for (const attempt of logs.flatMap((log) => log.attempts)) byPath.set(attempt.path, [...(byPath.get(attempt.path) ?? []), attempt]);
  return new Map(
    [...byPath].map(([path, attempts]): [string, Promised] => {
      const acknowledged = attempts.filter((attempt) => attempt.ack);
      const last = latest(acknowledged);
      const open = attempts.filter((attempt) => !attempt.ack).map((attempt) => attempt.text);
      return [
        path,
        {
          texts: [...(last ? [storedText(last)] : []), ...open],
          revisions: acknowledged.map((attempt) => attempt.ack?.revision ?? ''),
          lines: path.endsWith('Shared') ? acknowledged.map((attempt) => attempt.text.trimEnd().split('\n').at(-1) ?? '') : [],
        },
      ];
    }),
  );
};

interface ChangeSeen {
  readonly sequence: number;
  readonly revision: string;
}

export const allChanges = async (wiki: WikiAt): Promise<readonly ChangeSeen[]> => {
  const found: ChangeSeen[] = [];
  for (;;) {
    const answer = insist(await wiki.client.get(`${wiki.api}/changelog?since=${found.at(-1)?.sequence ?? 0}&limit=200`), 200);
    const { entries } = answer.json<{ entries: readonly ChangeSeen[] }>();
    if (entries.length === 0) return found;
    found.push(...entries);
  }
};

/** What a page says other than promised. Lines count one by one where many add to one page. */
const brokenAt = (path: string, promised: Promised, content: string): readonly string[] => {
  if (promised.lines.length > 0)
    return promised.lines.filter((line) => !content.includes(`${line}\n`)).map((line) => `${path} lacks the line ${line}`);
  if (promised.revisions.length === 0 || promised.texts.includes(content)) return [];
  return [`${path} says ${JSON.stringify(content)}, promised was one of ${JSON.stringify(promised.texts)}`];
};

/** Everything that was promised and is not kept, as sentences; empty when all is well. */
export const brokenPromises = async (wiki: WikiAt, promises: ReadonlyMap<string, Promised>): Promise<readonly string[]> => {
  const broken: string[] = [];
  const revisions = new Set((await allChanges(wiki)).map((change) => change.revision));
  for (const [path, promised] of promises) {
    const answer = await wiki.read(path);
    broken.push(...brokenAt(path, promised, answer.status === 200 ? answer.json<PageRead>().content : ''));
    const lost = promised.revisions.filter((revision) => !revisions.has(revision));
    broken.push(...lost.map((revision) => `${path}: revision ${revision} is not in the history`));
  }
  return broken;
};

interface Seen {
  readonly path: string;
  readonly place: string;
  readonly text: string;
}

/** Where views differ from what the API reads from git. */
export const disagreements = async (wiki: WikiAt, agent: McpClient, paths: readonly string[]): Promise<readonly string[]> => {
  const listed = new Set(await wiki.paths());
  const different: string[] = [];
  for (const path of paths) {
    const read = await wiki.read(path);
    if (read.status !== 200) {
      if (listed.has(path)) different.push(`${path} is listed and cannot be read`);
      continue;
    }
    const { content } = read.json<PageRead>();
    const line = content.trimEnd().split('\n').at(-1) ?? '';
    const seen: readonly Seen[] = [
      { path, place: 'the list', text: listed.has(path) ? line : '' },
      { path, place: 'the page', text: (await wiki.view(path)).text },
      { path, place: 'MCP', text: (await agent.call('read_note', { path, max_tokens: 50_000 })).text },
      { path, place: 'search', text: JSON.stringify((await wiki.search(`"${line}"`)).json()) },
    ];
    different.push(...seen.filter(({ text }) => !text.includes(line)).map(({ place }) => `${path} in ${place} does not say ${line}`));
  }
  return different;
};
