/**
 * The state machines of the templates, run by the saga runner of one machine: the definition is the template's text with its substitutions,
 * and what a step puts on the bus goes there under the role of its machine.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { BusEvent } from '@wikibot/platform/aws/doubles/eventbridge-wire';
import type { Completed, Execution, StepEnd } from '@wikibot/platform/aws/doubles/sfn-wire';
import type { Json } from '@wikibot/platform/kernel/table';
import { loadDefinition } from '@wikibot/platform/local/sagas/definition';
import type { StateMachineDefinition } from '@wikibot/platform/local/sagas/definition';
import { sagaRunner } from '@wikibot/platform/local/sagas/runner';
import type { PutEvents } from '@wikibot/platform/local/sagas/sender';
import type { TokenAnswer } from '@wikibot/platform/local/sagas/tokens';
import type { Access } from './access.ts';
import { asksOf } from './calls.ts';
import type { Cloud, Made } from './resolved.ts';

export interface Machines {
  start(execution: Execution): Promise<void>;
  complete(taskToken: string, end: StepEnd): Promise<Completed>;
  /** The state machine, name and state of everything that was started. */
  executions(): readonly { readonly name: string; readonly status: string }[];
  stop(): Promise<void>;
}

export interface MachinesParts {
  readonly cloud: Cloud;
  readonly access: Access;
  readonly folder: string;
  readonly putOnBus: (event: BusEvent) => void;
  readonly onFault: (error: unknown) => void;
}

const definitionOf = ({ properties }: Made): StateMachineDefinition =>
  loadDefinition(JSON.parse(String(properties['DefinitionString'])), properties['DefinitionSubstitutions'] as Record<string, string>); // CloudFormation's own form

/** API Reference, "SendTaskSuccess": what is told to whoever comes too late. */
const COMPLETED: Readonly<Record<TokenAnswer, Completed>> = { done: 'taken', unknown: 'InvalidToken', 'timed-out': 'TaskTimedOut' };

let events = 0;
const eventOf = (entry: { readonly Source: string; readonly DetailType: string; readonly Detail: unknown }): BusEvent => ({
  version: '0',
  id: `machine-event-${(events += 1)}`,
  'detail-type': entry.DetailType,
  source: entry.Source,
  account: '123456789012',
  time: new Date().toISOString(),
  region: 'eu-central-1',
  resources: [],
  detail: typeof entry.Detail === 'string' ? (JSON.parse(entry.Detail) as unknown) : entry.Detail,
});

interface Entrusted {
  readonly replyTo?: { readonly taskToken?: string };
  readonly data?: { readonly taskToken?: string };
}

/** Where our definitions put it: what is answered is told by the answer, what is waited for by whoever was given the token. */
const tokenIn = (detail: unknown): string | undefined => {
  const { replyTo, data } = detail as Entrusted; // of our own definitions
  return replyTo?.taskToken ?? data?.taskToken;
};

export const machinesOf = ({ cloud, access, folder, putOnBus, onFault }: MachinesParts): Machines => {
  const machines = cloud.ofType('AWS::StepFunctions::StateMachine');
  const roles = new Map(machines.map(({ ref, properties }) => [ref, String(properties['RoleArn'])]));
  const putEvents: PutEvents = async (entries, { stateMachine }) => {
    access.demand(
      roles.get(stateMachine) ?? '',
      asksOf({ service: 'events', operation: 'PutEvents', input: { Entries: entries } }, () => stateMachine),
    );
    for (const event of entries.map(eventOf)) {
      const token = tokenIn(event.detail);
      if (token !== undefined) access.gaveToken(token, stateMachine);
      putOnBus(event);
    }
  };
  const runner = sagaRunner({
    file: join(folder, 'machines.sqlite'),
    clock: Date,
    random: () => randomInt(2 ** 47) / 2 ** 47,
    timers: { set: (call, ms) => setTimeout(call, ms), clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
    putEvents,
    definitions: new Map(machines.map((machine) => [machine.ref, definitionOf(machine)])),
    onFault,
  });
  const completed = new Set<string>();
  return {
    start: async ({ stateMachineArn, name, input }) => void (await runner.start(stateMachineArn, name, input as Json)), // parsed from JSON
    complete: async (taskToken, end) => {
      // the runner forgives a second completion, Step Functions does not
      if (completed.has(taskToken)) return 'TaskTimedOut';
      completed.add(taskToken);
      return COMPLETED[await runner.complete(taskToken, end.ok ? { ok: true, output: end.output as Json } : end)]; // parsed from JSON
    },
    executions: () => runner.list({ limit: 1_000 }).executions,
    stop: () => runner.stop(),
  };
};
