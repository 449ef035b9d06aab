/**
 * `node load/retrieval.ts [--details paraphrase]`: how well each way of searching answers questions, over the product as it runs: documents are
 * imported, indexed anew once so that the words of the wiki are learned, and asked for over REST.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measures } from '@wikibot/platform/ops/retrieval-measures';
import { meanOf, measuresOf } from '@wikibot/platform/ops/retrieval-measures';
import { connection } from './connection.ts';
import { markdownTable } from './markdown-table.ts';
import { sourceDocuments } from './retrieval/documents.ts';
import { isHeldOut, questions } from './retrieval/questions.ts';
import type { Kind, Question } from './retrieval/questions.ts';
import { mistyped } from './retrieval/typos.ts';
import { startServer } from './server-process.ts';

const { details } = parseArgs({ options: { details: { type: 'string' } } }).values;
const MODES = ['words', 'meaning', 'hybrid'] as const;
const API = '/ada/notes/api/v1';
const AT_ONCE = 60;

const documents = sourceDocuments();
const pageOf = (name: string): string => `Docs/${name.replaceAll('/', ' ')} guide`;
const known = new Set(documents.map(({ name }) => name));
const folder = mkdtempSync(join(tmpdir(), 'wikibot-retrieval-'));
const server = await startServer(folder);
const to = connection(server.ready.url, server.ready.token);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const must = async (asked: Parameters<typeof to.ask>[0]): Promise<Record<string, unknown>> => {
  const { status, text } = await to.ask(asked);
  if (status >= 300) throw new Error(`${asked.path} was answered ${status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Record<string, unknown>;
};

const bring = async (): Promise<void> => {
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    const files = documents.slice(at, at + AT_ONCE).map(({ name, markdown }) => ({
      file: `${pageOf(name)}.md`,
      content: Buffer.from(markdown).toString('base64'),
    }));
    await must({ method: 'POST', path: `${API}/import`, body: { files } });
  }
};

/** A wiki that has grown so is indexed anew by itself, perhaps in the midst of the import: then once more. */
const reindexed = async (): Promise<Record<string, unknown>> => {
  const { status } = await to.ask({ method: 'POST', path: `${API}/reindex` });
  if (status === 409) await ended();
  if (status === 409) await must({ method: 'POST', path: `${API}/reindex` });
  return ended();
};

const ended = async (): Promise<Record<string, unknown>> => {
  for (;;) {
    const now = await must({ path: `${API}/reindex/status` });
    if (now['status'] === 'error') throw new Error(JSON.stringify(now));
    if (now['status'] === 'complete') return now;
    await new Promise((done) => setTimeout(done, 500));
  }
};

const found = async (question: string, mode: (typeof MODES)[number]): Promise<readonly string[]> => {
  const { results } = await must({ path: `${API}/search?limit=20&mode=${mode}&q=${encodeURIComponent(question)}` });
  return [...new Set((results as { path: string }[]).map(({ path }) => path))];
};

const measure = async ({ question, answers }: Question, mode: (typeof MODES)[number]): Promise<Measures | undefined> => {
  const relevant = new Set(answers.filter((name) => known.has(name)).map(pageOf));
  return relevant.size === 0 ? undefined : measuresOf(await found(question, mode), relevant);
};

const table = async (title: string, asked: readonly Question[]): Promise<void> => {
  const rows: string[][] = [];
  for (const mode of MODES) {
    const all: Measures[] = [];
    for (const question of asked) {
      const one = await measure(question, mode);
      if (one) all.push(one);
    }
    const { ndcg10, recall5, recall10, mrr } = meanOf(all);
    rows.push([mode, ...[ndcg10, recall5, recall10, mrr].map((value) => value.toFixed(3))]);
  }
  say(`\n**${title}** (${asked.length})\n\n${markdownTable(['search', 'nDCG@10', 'recall@5', 'recall@10', 'MRR'], rows)}`);
};

const ofKind = (kind: Kind, held: boolean): readonly Question[] =>
  questions.filter((one) => one.kind === kind).filter((_, at) => isHeldOut(at) === held);

try {
  await bring();
  const run = await reindexed();
  say(`${documents.length} documents, ${String(run['chunks_created'])} chunks, ${questions.length} questions.`);
  for (const held of [false, true])
    for (const kind of ['paraphrase', 'question', 'keyword'] as const)
      await table(`${kind}, ${held ? 'held out' : 'tuned on'}`, ofKind(kind, held));
  const keywords = questions.filter(({ kind }) => kind === 'keyword');
  await table('keyword, all, as written', keywords);
  await table(
    'keyword, all, a letter wrong',
    keywords.map((one) => ({ ...one, question: mistyped(one.question) })),
  );
  for (const { question, answers } of questions.filter(({ kind }) => kind === details))
    say(`${question}: ${(await found(question, 'hybrid')).slice(0, 5).join(', ')} | ${answers.join(', ')}`);
} finally {
  to.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
