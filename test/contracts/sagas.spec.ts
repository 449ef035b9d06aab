import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { detailTypeOf } from '@wikibot/contracts/define/envelope';
import { inputSchemaOf, namesIn, schemasByName } from '@wikibot/contracts/define/json-schema';
import { requestsOf } from '@wikibot/contracts/define/subscriptions';
import { stepsOf } from '@wikibot/platform/ops/docs/saga-steps';
import { services } from '../../services/all.ts';
import { project } from './declared.ts';

const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => { isValid: boolean; errorsText(): string }; // it has no types

const files = services.flatMap(({ name }) => {
  const folder = path.join(project, 'services', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.asl.json'))
    .map((file) => ({ service: name, file: path.join(folder, file), saga: path.basename(file, '.asl.json') }));
});
const definitionIn = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const sagas = files.map(({ service, file, saga }) => ({ service, saga, steps: stepsOf(`${service}.${saga}`, definitionIn(file)) }));
const steps = sagas.flatMap(({ service, steps }) => steps.map((step) => ({ service, ...step, title: `${step.saga} ${step.state}` })));
const requests = new Map(services.flatMap(requestsOf).map((request) => [detailTypeOf(request), request]));

describe('every state machine', () => {
  it.each(files.map(({ service, saga, file }) => [`${service}.${saga}`, file]))('%s is valid Amazon States Language', (_name, file) => {
    const result = validate(definitionIn(file));
    expect({ valid: result.isValid, why: result.isValid ? '' : result.errorsText() }).toEqual({ valid: true, why: '' });
  });

  it('belongs to a saga of its manifest, and the other way round', () => {
    const declared = services.flatMap(({ name, units }) =>
      Object.entries(units).flatMap(([unit, { kind }]) => (kind === 'saga' ? [`${name}.${unit}`] : [])),
    );
    expect(declared.sort()).toEqual(files.map(({ service, saga }) => `${service}.${saga}`).sort());
  });

  it.each(sagas.map(({ service, saga, steps }) => [`${service}.${saga}`, service, saga, steps] as const))(
    '%s shows people exactly the steps that it takes',
    (...[, service, saga, taken]) => {
      const unit = services.find(({ name }) => name === service)?.units[saga];
      const straight = taken.filter(({ isCompensation }) => !isCompensation).map(({ state }) => state);
      expect(unit?.kind === 'saga' ? Object.keys(unit.steps) : []).toEqual(straight);
    },
  );
});

describe('every step of a saga', () => {
  it.each(steps.map((step) => [step.title, step] as const))(
    '%s asks a request that exists, in the version that exists',
    (_title, { entry }) => {
      expect(requests.get(entry.DetailType)?.name).toBe(entry.Detail.name);
      expect(entry.DetailType).toBe(detailTypeOf({ kind: 'request', name: entry.Detail.name, version: entry.Detail.version }));
    },
  );

  it.each(steps.map((step) => [step.title, step] as const))('%s brings the fields that the request takes', (_title, { entry }) => {
    const request = requests.get(entry.DetailType);
    const schema = request ? inputSchemaOf(request.data) : {};
    const brought = Object.keys(entry.Detail.data);
    expect(brought.filter((field) => !schemasByName(schema, 'properties').has(field))).toEqual([]);
    expect(namesIn(schema, 'required').filter((field) => !brought.includes(field))).toEqual([]);
  });

  it.each(steps.map((step) => [step.title, step] as const))(
    "%s speaks in its owner's name and waits for the answer there",
    (_title, { service, entry }) => {
      expect(entry.Source).toBe(`wikibot.${service}`);
      expect(entry.Detail).toMatchObject({ kind: 'request', replyTo: { service } });
    },
  );
});
