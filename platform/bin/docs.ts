/** `npm run docs` writes what is derived from the manifests; `-- --check` only compares; `-- --pins` also pins released schemas. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { declaredBy, pinsToWrite } from '@wikibot/contracts/define/pins';
import { services } from '../../services/all.ts';
import { messagesOf } from '../src/ops/docs/catalogue.ts';
import { jsonText } from '../src/ops/docs/documents.ts';
import { generatedDocuments, SCHEMA_FOLDER } from '../src/ops/docs/generated.ts';

const root = resolve(import.meta.dirname, '../..');
const PINS = 'contracts/src/pins';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const textOf = (file: string): string | undefined => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);
const filesIn = (folder: string): readonly string[] =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  say(`wrote ${file}`);
};

const versionOfAll = (): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'lerna.json'), 'utf8')) as { readonly version: string }; // a spec checks that it is there
  return version;
};

/** Answers whether everything is pinned as it should be. */
const writePins = (): boolean => {
  const pins = new Map(
    filesIn(PINS).map((file): [string, JsonSchema] => [
      file.slice(PINS.length + 1, -'.json'.length),
      JSON.parse(textOf(file) ?? '{}') as JsonSchema,
    ]),
  ); // written below
  const plan = pinsToWrite(services.flatMap(messagesOf).flatMap(declaredBy), pins);
  for (const problem of plan.problems) say(`${problem}\n`);
  for (const { key, schema } of plan.write) write(`${PINS}/${key}.json`, jsonText(schema));
  if (plan.problems.length > 0) say('No pin was written.');
  return plan.problems.length === 0;
};

const main = async (): Promise<boolean> => {
  const { check, pins } = parseArgs({ options: { check: { type: 'boolean' }, pins: { type: 'boolean' } }, allowPositionals: false }).values;
  const documents = await generatedDocuments(services, versionOfAll());
  const changed = [...documents].filter(([file, text]) => textOf(file) !== text);
  const left = filesIn(SCHEMA_FOLDER).filter((file) => !documents.has(file));
  if (check) {
    for (const file of [...changed.map(([name]) => name), ...left]) say(`${file} is not current; run \`npm run docs\``);
    return changed.length + left.length === 0;
  }
  for (const [file, text] of changed) write(file, text);
  for (const file of left) rmSync(join(root, file));
  return pins ? writePins() : true;
};

process.exitCode = (await main()) ? 0 : 1;
