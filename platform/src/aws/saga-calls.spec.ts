import { expect } from '@jest/globals';
import { Envelope } from '@wikibot/contracts/define/envelope';
import type { RequestEnvelope } from '@wikibot/contracts/define/envelope';
import { silentLog } from '../kernel/log.ts';
import { describeSagas } from '../kernel/sagas.suite.ts';
import type { OpenedSagas } from '../kernel/sagas.suite.ts';
import type { Json } from '../kernel/table.ts';
import { world } from '../local/sagas/fixtures/world.ts';
import type { World } from '../local/sagas/fixtures/world.ts';
import type { SagaRunner } from '../local/sagas/runner.ts';
import { awsClients } from './clients.ts';
import { sfnWire } from './doubles/sfn-wire.ts';
import type { Completed, SfnWire } from './doubles/sfn-wire.ts';
import { sagaCalls } from './saga-calls.ts';
import { testAccount } from './test-tables.ts';

const MACHINE = 'billing-found';
const ARN = `arn:aws:states:eu-central-1:123456789012:stateMachine:${MACHINE}`;

/** Step Functions as it answers: a token that was used, or whose step waits no longer, has timed out ("SendTaskSuccess"). */
const stepFunctions = (runner: SagaRunner): Promise<SfnWire> => {
  const used = new Set<string>();
  return sfnWire({
    stateMachines: [ARN],
    onStart: async ({ name, input }) => void (await runner.start(MACHINE, name, input as Json)),
    onComplete: async (token, end): Promise<Completed> => {
      if (used.has(token)) return 'TaskTimedOut';
      used.add(token);
      const answer = await runner.complete(token, end.ok ? { ok: true, output: end.output as Json } : end);
      return answer === 'unknown' ? 'InvalidToken' : answer === 'done' ? 'taken' : 'TaskTimedOut';
    },
  });
};

/** Its executions go on whatever becomes of our functions; a name is used up when one has ended. */
const endNames =
  ({ pass }: World, runner: SagaRunner, wire: SfnWire) =>
  async (milliseconds: number) => {
    await pass(runner, milliseconds);
    for (const { name } of wire.executions) if (runner.describe(MACHINE, name)?.status !== 'RUNNING') wire.end(name);
  };

describeSagas('Step Functions, on our double,', async (definition): Promise<OpenedSagas> => {
  const of = world({ [MACHINE]: definition });
  const runner = of.open();
  const wire = await stepFunctions(runner);
  const client = await awsClients({ ...testAccount, endpoints: { sagas: wire.endpoint } }).sagas();
  const pass = endNames(of, runner, wire);
  return {
    send: sagaCalls({ client, arns: new Map([['found', ARN]]), log: silentLog }),
    requests: () => of.sent.map(({ detail }) => Envelope.parse(detail) as RequestEnvelope),
    pass: (milliseconds = 0) => pass(milliseconds),
    standing: (id) => runner.describe(MACHINE, id),
    restart: async () => undefined,
    close: async () => {
      client.destroy();
      await wire.close();
      await runner.stop();
      of.tidy();
      expect(of.faults).toEqual([]);
    },
  };
});
