import { describe, expect, it } from '@jest/globals';
import { services } from '../../../services/all.ts';
import { sourceOf } from '@wikibot/contracts/define/envelope';
import { stackIdOf } from '../stack-id.ts';
import { templates } from './synthesised.ts';
import { allowedBy, isWrite, ofType, referencesOf, where } from './template-reader.ts';

const all = templates();
const policies = ofType(all, 'AWS::IAM::Policy');
const allowed = policies.flatMap(allowedBy);
const serviceOfStack = new Map(services.map(({ name }) => [stackIdOf(name), name]));

describe('roles', () => {
  it('there is something to judge', () => {
    expect(policies.length).toBeGreaterThan(20);
  });

  it('no role may do everything of anything, or write everywhere', () => {
    const wild = allowed.filter(({ action, resources }) => action.includes('*') || (isWrite(action) && resources.includes('*')));
    expect(wild.map(({ of, action }) => `${where(of)} ${action}`)).toEqual([]);
  });

  it('a role of a service touches resources of its own stack, and of the platform only what is shared', () => {
    const foreign = policies
      .filter(({ stack }) => serviceOfStack.has(stack))
      .flatMap((policy) => referencesOf(policy.Properties).map((name) => ({ policy, name })))
      .filter(
        ({ policy, name }) =>
          name.includes(':') && !name.startsWith('AWS::') && !/^WikibotPlatform:/.test(name) && !name.startsWith(`${policy.stack}:`),
      );
    expect(foreign.map(({ policy, name }) => `${where(policy)} ${name}`)).toEqual([]);
  });

  it('a role that may use a table may use exactly one, its own', () => {
    const tables = new Set(ofType(all, 'AWS::DynamoDB::Table').map(where));
    const touching = allowed.filter(({ action }) => action.startsWith('dynamodb:') && action !== 'dynamodb:ListStreams');
    const strange = touching.filter(
      ({ of, resources }) => !resources.every((one) => referencesOf(one).every((id) => tables.has(`${of.stack}/${id}`))),
    );
    expect(touching.length).toBeGreaterThan(0);
    expect(strange.map(({ of, action }) => `${where(of)} ${action}`)).toEqual([]);
  });

  it('no role may scan', () => {
    expect(allowed.filter(({ action }) => /Scan|PartiQL/.test(action))).toEqual([]);
  });

  it('nothing but the payload store may be reached in S3, and only one service deletes there, what is about a wiki', () => {
    const reached = allowed.filter(({ action }) => action.startsWith('s3:'));
    const strange = reached.filter(({ resources }) => !resources.every((one) => /Payloads/.test(JSON.stringify(one))));
    expect(new Set(reached.map(({ action }) => action))).toEqual(
      new Set(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:DeleteObject', 's3:AbortMultipartUpload']),
    );
    const givingUp = reached.filter(({ action }) => action === 's3:AbortMultipartUpload');
    expect(givingUp.every(({ resources }) => resources.every((one) => JSON.stringify(one).includes('/downloads/*')))).toBe(true);
    expect(strange.map(({ of }) => where(of))).toEqual([]);
    const deleting = reached.filter(({ action }) => action === 's3:DeleteObject');
    expect(new Set(deleting.map(({ of }) => of.stack))).toEqual(new Set([stackIdOf('wiki')]));
    expect(deleting.every(({ resources }) => resources.every((one) => JSON.stringify(one).includes('/wik_*')))).toBe(true);
  });

  it('who may put events may put them on our bus under the own source only', () => {
    const putting = allowed.filter(({ action }) => action === 'events:PutEvents');
    for (const { of, resources, statement } of putting) {
      const service = serviceOfStack.get(of.stack);
      expect(service).toBeDefined();
      expect(statement.Condition).toEqual({ StringEquals: { 'events:source': service && sourceOf(service) } });
      expect(resources.map((one) => referencesOf(one))).toEqual([[expect.stringMatching(/^WikibotPlatform:.*EventsBus.*Arn/)]]);
    }
    const machines = ofType(all, 'AWS::StepFunctions::StateMachine').length;
    expect(putting).toHaveLength(services.length + machines);
  });

  it('nobody may call a function but API Gateway, and the schedule of its own timer', () => {
    expect(allowed.filter(({ action }) => action.startsWith('lambda:'))).toEqual([]);
    const permissions = ofType(all, 'AWS::Lambda::Permission');
    for (const { Properties, stack } of permissions) {
      const isGateway = stack === 'WikibotGateway';
      expect(Properties['Principal']).toBe(isGateway ? 'apigateway.amazonaws.com' : 'events.amazonaws.com');
      expect(Properties['SourceArn']).toBeDefined();
      if (!isGateway) expect(JSON.stringify(Properties['FunctionName'])).toMatch(/(timer|outside)Function/);
    }
  });

  it('a queue takes messages from its own rule alone', () => {
    const statements = ofType(all, 'AWS::SQS::QueuePolicy').flatMap(allowedBy);
    expect(statements.length).toBeGreaterThan(0);
    for (const { statement } of statements) {
      expect(statement.Principal).toEqual({ Service: 'events.amazonaws.com' });
      expect(statement.Condition?.['ArnEquals']?.['aws:SourceArn']).toBeDefined();
    }
  });

  it('no policy of AWS is used but the one for network interfaces', () => {
    const used = ofType(all, 'AWS::IAM::Role').flatMap(({ Properties, stack }) =>
      ((Properties['ManagedPolicyArns'] ?? []) as readonly unknown[]).map(
        (arn) => `${stack} ${/service-role\/\w+/.exec(JSON.stringify(arn))?.[0] ?? '?'}`,
      ),
    );
    expect([...new Set(used)]).toEqual(['WikibotWiki service-role/AWSLambdaENIManagementAccess']);
  });
});
