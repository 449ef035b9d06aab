/** `evaluate`: asks a wiki questions whose answers are known, and says how well each way of searching does. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pageKey } from '../page/page-path.ts';
import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import type { Command, Given } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals, text, wikiAddress } from './command.ts';
import { findApi } from './find-host.ts';
import type { Measures } from './retrieval-measures.ts';
import { meanOf, measuresOf } from './retrieval-measures.ts';
import { tableText } from './table-text.ts';

const Question = z.strictObject({
  question: z.string().trim().min(1).max(400),
  pages: z.array(z.string().min(1)).min(1).describe('Paths of the pages that answer it.'),
});
const Questions = z.array(Question).min(1).max(10_000);
type Question = z.infer<typeof Question>;

const MODES = ['words', 'meaning', 'hybrid'] as const;
type Mode = (typeof MODES)[number];

const MeasuresRead = z.object({ ndcg10: z.number(), recall5: z.number(), recall10: z.number(), mrr: z.number() });
const Report = z.object({ questions: z.number(), measures: z.record(z.enum(MODES), MeasuresRead) });
type Report = z.infer<typeof Report>;

export const evaluateCommand: Command = {
  usage: '<owner>/<wiki> <questions.json> [--save report.json] [--against report.json [--most-loss 0.05]]',
  meaning: 'Asks a wiki questions whose answers are known ([{"question", "pages": [paths]}]) and measures each way of searching.',
  example: 'evaluate ada/notes questions.json --against last-month.json',
  options: { ...hostOptions, save: { type: 'string' }, against: { type: 'string' }, 'most-loss': { type: 'string' } },
  run: async (given, around) => {
    const [wiki, file] = positionals(given, 'owner/wiki', 'questions.json');
    const address = wikiAddress(wiki);
    const questions = readJson(resolve(around.folder, file), Questions);
    const before = text(given, 'against');
    const earlier = before === undefined ? undefined : readJson(resolve(around.folder, before), Report);
    const mostLoss = lossIn(given, earlier);
    const api = apiClient(await findApi(given, around), around);
    const report = { questions: questions.length, measures: await measured(api, address, questions) };
    const save = text(given, 'save');
    if (save !== undefined) writeFileSync(resolve(around.folder, save), `${JSON.stringify(report, null, 2)}\n`);
    around.out(toldAs(given, report, earlier));
    return isWorse(report, earlier, mostLoss) ? EXIT.failed : EXIT.done;
  },
};

/** How much worse the default way of searching may have become; as much as it likes unless told. */
const lossIn = (given: Given, earlier: Report | undefined): number => {
  const told = text(given, 'most-loss');
  if (told === undefined) return Infinity;
  const loss = Number(told);
  if (earlier === undefined || !(loss >= 0 && loss <= 1))
    throw new CommandFault('--most-loss is a number from 0 to 1 and goes with --against', EXIT.usage);
  return loss;
};

const isWorse = (now: Report, before: Report | undefined, mostLoss: number): boolean =>
  before !== undefined && before.measures.hybrid.ndcg10 - now.measures.hybrid.ndcg10 > mostLoss;

const readJson = <S extends z.ZodType>(file: string, schema: S): z.infer<S> => {
  const read = schema.safeParse(jsonIn(file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CommandFault(`${file} is not what is expected: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, EXIT.usage);
};

const jsonIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFault(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, EXIT.usage);
  }
};

const Found = z.object({ results: z.array(z.object({ path: z.string() })) });

const measured = async (api: ApiClient, address: string, questions: readonly Question[]): Promise<Record<Mode, Measures>> => {
  const means = { words: meanOf([]), meaning: meanOf([]), hybrid: meanOf([]) };
  for (const mode of MODES) {
    const all: Measures[] = [];
    for (const { question, pages } of questions) {
      const path = `/${address}/api/v1/search?mode=${mode}&limit=20&q=${encodeURIComponent(question)}`;
      const { results } = await api.call({ method: 'GET', path }, Found);
      all.push(measuresOf([...new Set(results.map((hit) => pageKey(hit.path)))], new Set<string>(pages.map(pageKey))));
    }
    means[mode] = meanOf(all);
  }
  return means;
};

const drift = (now: number, before: number | undefined): string => {
  if (before === undefined) return now.toFixed(3);
  const change = now - before;
  return `${now.toFixed(3)} (${change < 0 ? '' : '+'}${change.toFixed(3)})`;
};

const toldAs = (given: Given, report: Report, earlier: Report | undefined): string => {
  if (given.values['json']) return `${JSON.stringify(report, null, 2)}\n`;
  const rows = MODES.map((mode) => {
    const [now, before] = [report.measures[mode], earlier?.measures[mode]];
    return [mode, ...(['ndcg10', 'recall5', 'recall10', 'mrr'] as const).map((name) => drift(now?.[name] ?? 0, before?.[name]))];
  });
  return `${report.questions} questions\n${tableText(['search', 'nDCG@10', 'recall@5', 'recall@10', 'MRR'], rows)}`;
};
