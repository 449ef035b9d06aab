import { describe, expect, it } from '@jest/globals';
import { describeMe, openAccount } from '@wikibot/contracts/requests/auth';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { authHouse } from '../test-house.ts';

const ada = { username: 'ada', displayName: 'Ada Lovelace', provider: 'local' } as const;

describe('opening an account', () => {
  it('is a fact without a name, and a notice with it', async () => {
    const house = await authHouse();
    const outcome = await house.ask(openAccount, ada);
    expect(outcome).toMatchObject({ ok: true, answer: { opened: true } });
    const { accountId } = outcome.ok ? outcome.answer : {};
    expect(outcome).toMatchObject({ token: { [`account/${accountId}`]: 1 } });
    const facts = await house.facts(`account/${accountId}`);
    expect(facts).toMatchObject([{ name: 'auth.AccountOpened', data: { accountId, provider: 'local' }, tenant: { accountId } }]);
    expect(JSON.stringify(facts)).not.toMatch(/lovelace|"ada"/i);
    await house.settle();
    const notices = house.sent.flatMap((one) => (one.kind === 'message' && one.envelope.kind === 'notice' ? [one.envelope] : []));
    expect(notices).toMatchObject([
      { name: 'auth.ProfileChanged', data: { accountId, username: 'ada', displayName: 'Ada Lovelace', revision: 1 } },
    ]);
  });

  it('under a name that is taken finds the account that has it, and changes nothing', async () => {
    const house = await authHouse();
    const first = await house.told(openAccount, ada);
    const again = await house.ask(openAccount, { ...ada, displayName: 'Somebody else' });
    expect(again).toEqual({ ok: true, answer: { accountId: first.accountId, opened: false }, token: {} });
    expect(await house.told(describeMe, {}, testContext({ accountId: first.accountId }))).toEqual({
      accountId: first.accountId,
      username: 'ada',
      displayName: 'Ada Lovelace',
    });
  });

  it('ten times at once opens one', async () => {
    const house = await authHouse();
    const answers = await Promise.all(Array.from({ length: 10 }, () => house.told(openAccount, ada)));
    expect(new Set(answers.map((answer) => answer.accountId)).size).toBe(1);
    expect(answers.filter((answer) => answer.opened)).toHaveLength(1);
  });

  it.each(['Ada', 'a', '-ada', 'api', 'ada/notes', 'ａda'])('refuses the name %s', async (username) => {
    const house = await authHouse();
    expect(await house.ask(openAccount, { ...ada, username })).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });
});

describe('describing the own account', () => {
  it('needs one', async () => {
    const house = await authHouse();
    expect(await house.ask(describeMe, {})).toMatchObject({ ok: false, refusal: { code: 'account.needed' } });
  });
});
