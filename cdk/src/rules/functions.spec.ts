import { describe, expect, it } from '@jest/globals';
import type { FunctionKind, VariableName } from '@wikibot/platform/aws/environment';
import { ENVIRONMENT, needsOfFunction, variablesFor } from '@wikibot/platform/aws/environment';
import { services } from '../../../services/all.ts';
import { stackIdOf } from '../stack-id.ts';
import { templates } from './synthesised.ts';
import { ofType, referencesOf, where } from './template-reader.ts';

const all = templates();
const functions = ofType(all, 'AWS::Lambda::Function');
const kindOf = (properties: Readonly<Record<string, unknown>>): FunctionKind =>
  String(properties['Handler']).replace('lambda.', '') as FunctionKind; // our own handlers
const variablesOf = (properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  (properties['Environment'] as { Variables: Record<string, unknown> }).Variables; // CloudFormation's own form

describe('functions', () => {
  it('run on Node 24 on ARM', () => {
    for (const { Properties } of functions) expect([Properties['Runtime'], Properties['Architectures']]).toEqual(['nodejs24.x', ['arm64']]);
  });

  it('each has a role and a log group of its own, and logs end', () => {
    const logs = ofType(all, 'AWS::Logs::LogGroup');
    const used = functions.map((fn) => `${fn.stack}/${referencesOf(fn.Properties['LoggingConfig']).join()}`);
    const roles = functions.map((fn) => `${fn.stack}/${referencesOf(fn.Properties['Role']).join()}`);
    expect(new Set(used)).toEqual(new Set(logs.map(where)));
    expect(new Set(roles).size).toBe(functions.length);
    for (const { Properties } of logs) expect(Properties['RetentionInDays']).toBe(30);
  });

  it('only the functions that keep repositories stand in the network, and nobody of them publishes', () => {
    const inside = functions
      .filter(({ Properties }) => Properties['VpcConfig'])
      .map(({ stack, Properties }) => `${stack} ${kindOf(Properties)}`);
    expect(inside.sort()).toEqual(['WikibotWiki http', 'WikibotWiki timer', 'WikibotWiki work']);
  });

  it('each knows what the table of variables says, and nothing else', () => {
    for (const manifest of services) {
      for (const { Properties } of functions.filter(({ stack }) => stack === stackIdOf(manifest.name))) {
        const kind = kindOf(Properties);
        const wanted = variablesFor(kind, needsOfFunction(manifest, kind));
        const set = Object.keys(variablesOf(Properties));
        expect(wanted).toEqual(expect.arrayContaining(set));
        expect(wanted.filter((name) => !set.includes(name) && !mayBeMissing(name))).toEqual([]);
      }
    }
  });

  it('no secret lies in a variable', () => {
    const names = functions.flatMap(({ Properties }) => Object.keys(variablesOf(Properties)));
    expect(names.filter((name) => /KEY|TOKEN|PASSWORD|SECRET(?!S_PREFIX)/.test(name))).toEqual([]);
  });

  it('each handler is exported by the bundle of its service', () => {
    const codes = new Map(functions.map(({ stack, Properties }) => [stack, JSON.stringify(Properties['Code'])]));
    expect(codes.size).toBe(services.length);
    for (const { stack, Properties } of functions) expect(JSON.stringify(Properties['Code'])).toBe(codes.get(stack));
  });
});

const mayBeMissing = (name: VariableName): boolean => 'otherwise' in ENVIRONMENT[name];
