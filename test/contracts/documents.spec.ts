import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { outputSchemaOf, resolved, schemasByName } from '@wikibot/contracts/define/json-schema';
import { unknownRoute } from '@wikibot/platform/kernel/kernel-refusals';
import { problemOf } from '@wikibot/platform/kernel/http/problem';
import { generatedDocuments, SCHEMA_FOLDER } from '@wikibot/platform/ops/docs/generated';
import { openApiOf } from '@wikibot/platform/ops/docs/openapi';
import { openApiProblems } from '@wikibot/platform/ops/docs/openapi-check';
import { answersOf } from '@wikibot/platform/ops/docs/openapi-operations';
import { Problem } from '@wikibot/platform/ops/docs/openapi-parts';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import { services } from '../../services/all.ts';
import { project } from './declared.ts';

const { version } = JSON.parse(readFileSync(path.join(project, 'lerna.json'), 'utf8')) as { readonly version: string }; // a spec checks that it is there
const textOf = (file: string): string => (existsSync(path.join(project, file)) ? readFileSync(path.join(project, file), 'utf8') : '');

const rest = services.flatMap((manifest) =>
  doorwaysOf(manifest).flatMap(({ key, door }) => (door.kind === 'rest' ? [[key, door] as const] : [])),
);

describe('the generated documents', () => {
  it('are current; `npm run docs` makes them so', async () => {
    const documents = await generatedDocuments(services, version);
    expect([...documents].filter(([file, text]) => textOf(file) !== text).map(([file]) => file)).toEqual([]);
    const left = readdirSync(path.join(project, SCHEMA_FOLDER)).filter((file) => !documents.has(`${SCHEMA_FOLDER}/${file}`));
    expect(left).toEqual([]);
  });
});

describe('the OpenAPI document', () => {
  const document = openApiOf(services, version);

  it('keeps the rules of OpenAPI 3.1', () => {
    expect(openApiProblems(JSON.parse(JSON.stringify(document)))).toEqual([]);
  });

  it('describes every door of every service', () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item));
    expect(operations).toHaveLength(services.flatMap(doorwaysOf).length);
  });

  it('describes refusals as they are written', () => {
    expect(Problem.safeParse(problemOf(unknownRoute({ path: '/x' }).refusal)).success).toBe(true);
  });
});

describe('every REST route', () => {
  it.each(rest)('%s words its answers as it says', (_key, { unit, route }) => {
    const answers = answersOf(unit, route);
    expect(answers.map(({ body }) => route.response.safeParse(body).error?.issues ?? [])).toEqual(answers.map(() => []));
  });

  it.each(rest)('%s tells nothing that its response schema does not name', (_key, { unit, route }) => {
    const schema = outputSchemaOf(route.response);
    const described = schemasByName(resolved(schema, schema), 'properties');
    const fields = answersOf(unit, route).flatMap(({ body }) => Object.keys(body ?? {}));
    expect([...new Set(fields)].filter((field) => !described.has(field))).toEqual([]);
  });
});
