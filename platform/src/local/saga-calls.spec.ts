import { describe, expect, it } from '@jest/globals';
import type { RequestEnvelope } from '@wikibot/contracts/define/envelope';
import { depositFact, depositRequest } from '../kernel/ledger-fixture.ts';
import { silentLog } from '../kernel/log.ts';
import { describeSagas } from '../kernel/sagas.suite.ts';
import { requestOf, sagaCalls, stateMachineOf } from './saga-calls.ts';
import { world } from './sagas/fixtures/world.ts';

const MACHINE = stateMachineOf('billing', 'found');

describeSagas('the saga runner of one machine', async (definition) => {
  const of = world({ [MACHINE]: definition });
  let runner = of.open();
  return {
    send: (outgoing) => sagaCalls({ runner, log: silentLog })('billing', outgoing),
    requests: () => of.sent.map(({ entry }) => requestOf(entry) as RequestEnvelope),
    pass: (milliseconds = 0) => of.pass(runner, milliseconds),
    standing: (id) => runner.describe(MACHINE, id),
    restart: async () => {
      await runner.stop();
      runner = of.open();
      await runner.resume();
    },
    close: async () => {
      await runner.stop();
      of.tidy();
      expect(of.faults).toEqual([]);
    },
  };
});

describe('what a step puts on the bus', () => {
  const entry = (Source: string, message: object) => ({ Source, Detail: JSON.stringify(message) });

  it('is a request in the name of the saga’s owner', () => {
    const request = depositRequest({ ledger: 'one' }, { replyTo: { service: 'wiki', taskToken: 't' } });
    expect(requestOf(entry('wikibot.wiki', request))).toEqual(request);
  });

  it.each([
    ['a request in the name of another', entry('wikibot.auth', depositRequest({}, { replyTo: { service: 'wiki' } }))],
    ['a request that nobody waits for', entry('wikibot.wiki', { ...depositRequest({}), replyTo: undefined })],
    ['a fact', entry('wikibot.billing', depositFact(1))],
  ])('is refused when it is %s', (_, refused) => {
    expect(() => requestOf(refused)).toThrow('only send requests in the name of its owner');
  });

  it('is refused when it is no message at all', () => {
    expect(() => requestOf(entry('wikibot.wiki', { taskToken: 't' }))).toThrow();
  });
});
