import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { templates } from './synthesised.ts';
import { ofType, referencesOf, where } from './template-reader.ts';

const all = templates();
const runbooks = readFileSync(path.resolve(import.meta.dirname, '../../../docs/aws.md'), 'utf8');
const queues = ofType(all, 'AWS::SQS::Queue');
const deadLettersOf = (stack: string, properties: unknown): string => `${stack}/${referencesOf(properties).join()}`;
const deadLetters = new Set([
  ...queues.flatMap(({ stack, Properties }) => (Properties['RedrivePolicy'] ? [deadLettersOf(stack, Properties['RedrivePolicy'])] : [])),
  ...ofType(all, 'AWS::Lambda::EventSourceMapping').flatMap(({ stack, Properties }) =>
    Properties['DestinationConfig'] ? [deadLettersOf(stack, Properties['DestinationConfig'])] : [],
  ),
]);

describe('queues', () => {
  it('each has dead letters, or is one', () => {
    const unguarded = queues.filter((queue) => !queue.Properties['RedrivePolicy'] && !deadLetters.has(where(queue)));
    expect(queues.length).toBeGreaterThan(0);
    expect(unguarded.map(where)).toEqual([]);
  });

  it('dead letters are an alarm; every alarm is heard by somebody and has a runbook', () => {
    const alarms = ofType(all, 'AWS::CloudWatch::Alarm');
    const watched = new Set(
      alarms.flatMap(({ stack, Properties }) => referencesOf(Properties['Dimensions']).map((id) => `${stack}/${id}`)),
    );
    expect([...deadLetters].filter((queue) => !watched.has(queue))).toEqual([]);
    for (const { Properties } of alarms) {
      expect(Properties['AlarmActions']).toHaveLength(1);
      const [, anchor] = /docs\/aws\.md#([a-z-]+)$/.exec(String(Properties['AlarmDescription'])) ?? [];
      expect(runbooks).toContain(`### ${anchor}\n`);
    }
  });

  it('all are encrypted', () => {
    for (const { Properties } of queues) expect(Properties['SqsManagedSseEnabled']).toBe(true);
  });

  it('a message is hidden six times as long as its worker may take', () => {
    const timeouts = new Map(ofType(all, 'AWS::Lambda::Function').map((fn) => [where(fn), Number(fn.Properties['Timeout'])]));
    const hidden = new Map(queues.map((queue) => [where(queue), Number(queue.Properties['VisibilityTimeout'])]));
    const fed = ofType(all, 'AWS::Lambda::EventSourceMapping').filter(({ Properties }) => !Properties['StartingPosition']);
    const placed = (stack: string, value: unknown): string => `${stack}/${referencesOf(value).join()}`;
    expect(fed.length).toBeGreaterThan(0);
    for (const { stack, Properties } of fed) {
      const worker = timeouts.get(placed(stack, Properties['FunctionName'])) ?? 0;
      expect(hidden.get(placed(stack, Properties['EventSourceArn']))).toBe(worker * 6);
    }
  });
});

describe('event sources', () => {
  const sources = ofType(all, 'AWS::Lambda::EventSourceMapping');

  it('all say which messages of a batch have failed', () => {
    for (const { Properties } of sources) expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });

  it('streams give up on a poison row, set it aside, and are read from their beginning', () => {
    const streams = sources.filter(({ Properties }) => Properties['StartingPosition']);
    expect(streams).toHaveLength(ofType(all, 'AWS::DynamoDB::Table').length);
    for (const { Properties } of streams) {
      expect(Properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 10, StartingPosition: 'TRIM_HORIZON' });
      expect(Properties['DestinationConfig']).toBeDefined();
    }
  });
});
