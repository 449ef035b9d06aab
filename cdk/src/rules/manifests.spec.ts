import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { services } from '../../../services/all.ts';
import { methodsOf, routesOf } from '../edge/routes.ts';
import { patternOf } from '../event-pattern.ts';
import { stackIdOf } from '../stack-id.ts';
import { templates } from './synthesised.ts';
import { ofType, referencesOf } from './template-reader.ts';

const all = templates();
const rules = ofType(all, 'AWS::Events::Rule');
const unitsOf = (kind: string): readonly string[] =>
  services.flatMap(({ name, units }) =>
    Object.entries(units).flatMap(([unit, { kind: its }]) => (its === kind ? [`${name}.${unit}`] : [])),
  );

describe('what a manifest says is there once', () => {
  it.each(services.map((manifest) => [manifest.name, manifest] as const))(
    '%s: one rule for each subscription, with the pattern derived from it',
    (name, manifest) => {
      const own = rules.filter(({ stack, Properties }) => stack === stackIdOf(name) && Properties['EventPattern']);
      const derived = subscriptionsOf(manifest).map((subscription) => patternOf(manifest, subscription));
      expect(own.map(({ Properties }) => Properties['EventPattern'])).toEqual(expect.arrayContaining([...derived]));
      expect(own).toHaveLength(derived.length);
      for (const pattern of derived) expect(JSON.stringify(pattern).length).toBeLessThan(2_048);
      for (const { Properties } of own)
        expect(referencesOf(Properties['EventBusName'])).toEqual([expect.stringMatching(/^WikibotPlatform:.*EventsBus/)]);
    },
  );

  it('facts are believed from their owner only', () => {
    const pages = rules.find(
      ({ stack, Properties }) => stack === 'WikibotWiki' && Properties['Description'] === 'What wiki.entitlements hears',
    );
    expect(pages?.Properties['EventPattern']).toMatchObject({ source: ['wikibot.billing'] });
  });

  it('the archive keeps facts, and none twice', () => {
    const [archive] = ofType(all, 'AWS::Events::Archive');
    expect(archive?.Properties).toMatchObject({
      EventPattern: { detail: { kind: ['fact'], replay: [{ exists: false }] } },
      RetentionDays: 30,
    });
  });

  it('each saga is a state machine with the definition of its file', () => {
    const machines = ofType(all, 'AWS::StepFunctions::StateMachine');
    const found = machines.map(({ Properties }) => JSON.parse(String(Properties['DefinitionString'])) as unknown);
    const files = unitsOf('saga').map((saga) => {
      const [service = '', unit = ''] = saga.split('.');
      return JSON.parse(
        readFileSync(path.resolve(import.meta.dirname, '../../../services', service, `src/sagas/${kebab(unit)}.asl.json`), 'utf8'),
      ) as unknown;
    });
    // Stacks and manifests come in orders of their own.
    const byText = (definitions: readonly unknown[]): readonly string[] => definitions.map((one) => JSON.stringify(one)).sort();
    expect(byText(found)).toEqual(byText(files));
    for (const { Properties } of machines) expect(Object.keys(Properties['DefinitionSubstitutions'] ?? {})).toEqual(['EventBus']);
  });

  it('a saga whose failure nobody is told of rings an alarm', () => {
    const wanted = services.flatMap(({ name, units }) =>
      Object.entries(units).flatMap(([unit, value]) =>
        value.kind === 'saga' && value.mustSucceed ? [`wikibot-ticket-${name}-${unit}-failed`] : [],
      ),
    );
    const alarms = ofType(all, 'AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties['MetricName'] === 'ExecutionsFailed');
    expect(wanted.length).toBeGreaterThan(0);
    expect(alarms.map(({ Properties }) => Properties['AlarmName']).sort()).toEqual(wanted.sort());
  });

  it('each timer has its schedule, and each service one for the care of its views and one for its echo', () => {
    const schedules = rules.filter(({ Properties }) => Properties['ScheduleExpression']);
    expect(schedules).toHaveLength(unitsOf('timer').length + 2 * services.length);
  });

  it('each door is one method of the API, in front of its own service, with the authorizer before it', () => {
    const methods = ofType(all, 'AWS::ApiGateway::Method');
    const paths = pathsOfResources();
    const found = methods.map(({ Properties }) => ({
      method: Properties['HttpMethod'],
      resource: paths(referencesOf(Properties['ResourceId'])[0] ?? ''),
      service: /Wikibot([A-Z]\w+):/.exec(JSON.stringify(Properties['Integration']))?.[1]?.toLowerCase(),
    }));
    const byText = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
    expect(found.sort(byText)).toEqual(
      methodsOf(routesOf(services))
        .map((one) => ({ method: one.method, resource: one.resource, service: one.service }))
        .sort(byText),
    );
    for (const { Properties } of methods) {
      expect(Properties).toMatchObject({ AuthorizationType: 'CUSTOM', Integration: { Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM' } });
    }
  });

  it('the authorizer is asked for every request', () => {
    const [authorizer] = ofType(all, 'AWS::ApiGateway::Authorizer');
    expect(authorizer?.Properties).toMatchObject({ Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 });
    expect(authorizer?.Properties).not.toHaveProperty('IdentitySource');
  });
});

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The path of each resource of the API, put together from its parents. */
const pathsOfResources = (): ((id: string) => string) => {
  const resources = new Map(ofType(all, 'AWS::ApiGateway::Resource').map(({ id, Properties }) => [id, Properties]));
  const pathOf = (id: string): string => {
    const own = resources.get(id);
    return own ? `${pathOf(referencesOf(own['ParentId'])[0] ?? '')}/${String(own['PathPart'])}` : '';
  };
  return (id) => pathOf(id) || '/';
};
