/**
 * The schema of every released message is pinned: `contracts/src/pins/<name>.v<version>.json`. Old facts are read for ever and services
 * are not replaced all at once, so what was released keeps its meaning; a change that breaks it needs a new version.
 */
import { detailTypeOf } from './envelope.ts';
import type { Fact, Notice } from './fact.ts';
import type { JsonSchema } from './json-schema.ts';
import { inputSchemaOf, outputSchemaOf } from './json-schema.ts';
import type { Request } from './request.ts';
import type { Loss } from './schema-losses.ts';
import { noLongerAccepted, noLongerPromised } from './schema-losses.ts';

export type Message = Fact | Notice | Request;

/** One schema as it is declared now. Facts, notices and the data of requests are taken; answers are given. */
export interface Declared {
  /** `wiki.HeadMoved.v1`, `wiki.SavePage.answer.v1`: its detail-type. */
  readonly key: string;
  /** `wiki.HeadMoved`, for sentences. */
  readonly name: string;
  readonly kind: 'fact' | 'notice' | 'request' | 'answer';
  readonly version: number;
  readonly schema: JsonSchema;
}

export const declaredBy = (message: Message): readonly Declared[] => {
  const { name, version, kind } = message;
  const data: Declared = { key: detailTypeOf(message), name, kind, version, schema: inputSchemaOf(message.data) };
  if (message.kind !== 'request') return [data];
  return [
    data,
    { key: detailTypeOf({ kind: 'answer', name, version }), name, kind: 'answer', version, schema: outputSchemaOf(message.answer) },
  ];
};

/** Pins by key. */
export type Pins = ReadonlyMap<string, JsonSchema>;

const lossesOf = ({ kind, schema }: Declared, pinned: JsonSchema): readonly Loss[] =>
  kind === 'answer' ? noLongerPromised(pinned, schema) : noLongerAccepted(pinned, schema);

const WAY_OUT: Readonly<Record<Declared['kind'], (name: string, next: number) => string>> = {
  fact: (name, next) => `declare version ${next} of ${name} with an upcast from ${next - 1}`,
  notice: (name, next) => `declare version ${next} of ${name} with an upcast from ${next - 1}`,
  request: (name, next) => `declare version ${next} of ${name}`,
  answer: (name, next) => `declare version ${next} of ${name}`,
};

/** Undefined when the change is compatible: a new optional field, a wider type, another description. */
const incompatibility = (declared: Declared, pinned: JsonSchema): string | undefined => {
  const losses = lossesOf(declared, pinned);
  if (losses.length === 0) return undefined;
  const verb = declared.kind === 'answer' ? 'promised' : 'accepted';
  const list = losses.map(({ at, problem }) => `  ${at || '/'}: ${problem}`).join('\n');
  const wayOut = WAY_OUT[declared.kind](declared.name, declared.version + 1);
  return `${declared.key} is released, and what it ${verb} is no longer so:\n${list}\nTake the change back, or ${wayOut} and run \`npm run docs -- --pins\`.`;
};

const versionsBefore = ({ key, version }: Declared): readonly string[] =>
  Array.from({ length: version - 1 }, (_, index) => key.replace(/\.v\d+$/, `.v${index + 1}`));

/** Everything that forbids a release, worded for whoever made the change. */
export const pinProblems = (declared: readonly Declared[], pins: Pins): readonly string[] => {
  const known = new Set(declared.flatMap((one) => [one.key, ...versionsBefore(one)]));
  return [
    ...declared.flatMap((one) => {
      const pinned = pins.get(one.key);
      const problem = pinned ? incompatibility(one, pinned) : `${one.key} is not pinned. Run \`npm run docs -- --pins\`.`;
      return problem === undefined ? [] : [problem];
    }),
    ...declared
      .flatMap(versionsBefore)
      .filter((key) => !pins.has(key))
      .map((key) => `${key} was released once, and its pin is gone. Bring the file back.`),
    ...[...pins.keys()]
      .filter((key) => !known.has(key))
      .map(
        (key) =>
          `${key} is pinned and no longer declared. Declare it again; delete the pin only when no archive and no client can hold it.`,
      ),
  ];
};

/** The pins to write, or why none may be: a pinned schema is replaced by a compatible one only. */
export const pinsToWrite = (
  declared: readonly Declared[],
  pins: Pins,
): { readonly write: readonly Declared[]; readonly problems: readonly string[] } => {
  const without = declared.filter(({ key }) => !pins.has(key)).map(({ key, schema }): [string, JsonSchema] => [key, schema]);
  const problems = pinProblems(declared, new Map([...pins, ...without]));
  const changed = declared.filter(({ key, schema }) => JSON.stringify(pins.get(key)) !== JSON.stringify(schema));
  return problems.length > 0 ? { write: [], problems } : { write: changed, problems };
};
