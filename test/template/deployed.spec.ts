import { afterEach, describe, expect, it } from '@jest/globals';
import { PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { join } from 'node:path';
import { withAssembly } from '../../cdk/src/rules/synthesised.ts';
import { client } from '../house/client.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { readAssembly } from './cloud-assembly.ts';
import type { CloudAssembly, Resource } from './cloud-assembly.ts';
import { deploy } from './deployed.ts';
import type { Deployed } from './deployed.ts';
import { REGION } from './physical.ts';

const assembly = withAssembly(readAssembly);
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const open = async (changed: CloudAssembly = assembly): Promise<Deployed> => {
  const own = temporaryFolder();
  closing.push(() => own.remove());
  const deployed = await deploy({ assembly: changed, folder: join(own.path, 'disks') });
  closing.unshift(() => deployed.close());
  return deployed;
};

/** The same assembly with one kind of resource gone, or changed. */
const without = (type: string, stack: string, change: (resource: Resource) => Resource | undefined = () => undefined): CloudAssembly => ({
  ...assembly,
  stacks: assembly.stacks.map((one) => ({
    ...one,
    resources: Object.fromEntries(
      Object.entries(one.resources).flatMap(([id, resource]) => {
        const kept = resource.Type === type && one.name === stack ? change(resource) : resource;
        return kept ? [[id, kept]] : [];
      }),
    ),
  })),
});

const withoutAction =
  (action: string) =>
  (policy: Resource): Resource =>
    JSON.parse(JSON.stringify(policy).replaceAll(`"${action}"`, '"none:None"')) as Resource;

const as = (caller: string) => ({ region: REGION, credentials: { accessKeyId: caller, secretAccessKey: 'x' }, maxAttempts: 1 });
const key = { pk: { S: 'p' }, sk: { S: 's' } };
const endOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'done',
    ({ name }: Error) => name,
  );
const putting = async ({ services }: Deployed, caller: string, TableName: string): Promise<string> => {
  const dynamo = new DynamoDBClient({ ...as(caller), endpoint: services.tables.endpoint });
  closing.unshift(() => dynamo.destroy());
  return endOf(dynamo.send(new PutItemCommand({ TableName, Item: key })));
};
const publishing = async ({ services }: Deployed, caller: string, Source: string): Promise<string> => {
  const bus = new EventBridgeClient({ ...as(caller), endpoint: services.bus.endpoint });
  const entry = { EventBusName: 'wikibot', Source, DetailType: 'wiki.HeadMoved.v1', Detail: '{}' };
  closing.unshift(() => bus.destroy());
  return endOf(bus.send(new PutEventsCommand({ Entries: [entry] })));
};

describe('a deployment', () => {
  it('answers at its front door, from the bundle behind it', async () => {
    const deployed = await open();
    const answer = await client(deployed.url).get('/-/sign-in');
    expect([answer.status, answer.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    expect(await client(deployed.url).get('/nowhere')).toMatchObject({ status: 404 });
    expect([deployed.refused, deployed.faults]).toEqual([[], []]);
  });

  it('lets every schedule tick', async () => {
    const deployed = await open();
    await deployed.tick();
    expect([deployed.refused, deployed.faults]).toEqual([[], []]);
  });

  it('gives each function its own table only', async () => {
    const deployed = await open();
    const wiki = deployed.functionOf('WikibotWiki http').name;
    const tables = new Map(deployed.cloud.ofType('AWS::DynamoDB::Table').map(({ stack, ref }) => [stack, ref]));
    expect(await putting(deployed, wiki, tables.get('WikibotWiki') ?? '')).toBe('done');
    expect(await putting(deployed, wiki, tables.get('WikibotAuth') ?? '')).toBe('AccessDeniedException');
    expect(await putting(deployed, deployed.functionOf('WikibotWiki outbox').name, tables.get('WikibotWiki') ?? '')).toBe(
      'AccessDeniedException',
    );
    expect(await putting(deployed, 'nobody', tables.get('WikibotWiki') ?? '')).toBe('AccessDeniedException');
  });

  it('lets an outbox speak for its own service only, and nobody else speak at all', async () => {
    const deployed = await open();
    const outbox = deployed.functionOf('WikibotAuth outbox').name;
    expect(await publishing(deployed, outbox, 'wikibot.auth')).toBe('done');
    expect(await publishing(deployed, outbox, 'wikibot.wiki')).toBe('AccessDeniedException');
    expect(await publishing(deployed, deployed.functionOf('WikibotAuth work').name, 'wikibot.auth')).toBe('AccessDeniedException');
  });

  it('lets nothing out of the network with the repositories but to tables and objects', async () => {
    const deployed = await open();
    expect(await publishing(deployed, deployed.functionOf('WikibotWiki work').name, 'wikibot.wiki')).toBe('AccessDeniedException');
    expect(deployed.refused.at(-1)).toMatch(/network from which events cannot be reached/);
  });

  it('starts a function again that was killed', async () => {
    const deployed = await open();
    const ask = () => client(deployed.url).get('/-/sign-in');
    await ask();
    await deployed.functionOf('WikibotAuth http').kill();
    expect((await ask()).status).toBe(401);
  });
});

describe('a deployment whose templates lack something', () => {
  it('refuses the call that a role does not allow, and says which', async () => {
    const deployed = await open(without('AWS::IAM::Policy', 'WikibotAuth', withoutAction('dynamodb:GetItem')));
    await client(deployed.url).get('/ada/notes/');
    expect(deployed.refused).toEqual(
      expect.arrayContaining([expect.stringMatching(/WikibotAuth-authorizer.* is not authorized to perform dynamodb:GetItem/)]),
    );
  });

  it.each([
    ['AWS::SQS::QueuePolicy', 'WikibotWiki', undefined, /does not let .* send/],
    ['AWS::Lambda::Permission', 'WikibotGateway', undefined, /the API may not call/],
    ['AWS::IAM::Policy', 'WikibotWiki', withoutAction('sqs:ReceiveMessage'), /not authorized to perform sqs:ReceiveMessage/],
    ['AWS::IAM::Policy', 'WikibotWiki', withoutAction('dynamodb:GetRecords'), /not authorized to perform dynamodb:GetRecords/],
    [
      'AWS::IAM::Policy',
      'WikibotWiki',
      withoutAction('elasticfilesystem:ClientMount'),
      /not authorized to perform elasticfilesystem:ClientMount/,
    ],
    ['AWS::IAM::Policy', 'WikibotRender', withoutAction('logs:PutLogEvents'), /not authorized to perform logs:PutLogEvents/],
  ] as const)('does not come up without %s of %s', async (...[type, stack, change, problem]) => {
    await expect(open(without(type, stack, change))).rejects.toThrow(problem);
  });
});
