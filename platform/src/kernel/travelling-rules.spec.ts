import { describe, expect, it } from '@jest/globals';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import { rulesOf } from './access.ts';
import { envelopes } from './envelopes.ts';
import { randomIds } from './ids.ts';
import { ada, deposit } from './ledger-fixture.ts';
import { refuse, setUp } from './requests-fixture.ts';
import { movableClock } from './test-clock.ts';
import { testContext } from './test-kernel.ts';

const rules: readonly PathRule[] = [{ prefix: 'Secret', access: 'none' }];
const auth: AuthContext = {
  actor: { kind: 'person', accountId: ada },
  via: 'token',
  scopes: ['read'],
  role: 'viewer',
  pathRules: [...rules],
  csrfSafe: true,
};

const sentBy = (over: Parameters<typeof testContext>[1]) => {
  const clock = movableClock();
  const context = testContext({ accountId: ada }, { deadline: clock.now() + 10_000, ...over });
  return envelopes('mcp', clock, randomIds(clock.now)).request(deposit, { ledger: 'one', amount: 5 }, context);
};

describe('path rules', () => {
  it.each([
    ['of whoever stands at the door', { auth }],
    ['that came with another request', { pathRules: rules }],
  ])('%s go with what is asked for them', (_whose, over) => {
    expect(sentBy(over).pathRules).toEqual(rules);
  });

  it('are not on requests of whoever may go everywhere', () => {
    expect(sentBy({ auth: { ...auth, pathRules: [] } })).not.toHaveProperty('pathRules');
  });

  it('that a request brings hold for the slice that carries it out', async () => {
    const seen: unknown[] = [];
    const { deliver } = await setUp(async (_data, context) => {
      seen.push(rulesOf(context));
      return refuse('conflict');
    });
    await deliver(sentBy({ auth }));
    await deliver(sentBy({}));
    expect(seen).toEqual([rules, []]);
  });
});
