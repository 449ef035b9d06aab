import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { NewFact } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accessStream, accountStream } from '@wikibot/contracts/facts/auth';
import type { Role } from '@wikibot/contracts/http/auth-context';
import type { passOwnership } from '@wikibot/contracts/requests/auth';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { Ports } from '../ports.ts';
import { accessHasEnded } from './access-has-ended.ts';

type Passed = DataOf<typeof passOwnership>;

/** For each of the two accounts the latest time that the wiki went from or to it decides, in whatever order auth hears of them. */
const slice: AnswerSlice<typeof passOwnership, Ports> = async (passed, context, ports) => {
  const outcome = await rolesOf(passed, context, ports);
  if (outcome.ok && passed.staysAs === 'none') await endTokens(passed, context, ports);
  return outcome;
};
export default slice;

const rolesOf = (passed: Passed, context: Context, ports: Ports): Promise<Outcome<Record<never, never>>> => {
  const { wikiId, ownerId, previousOwnerId, staysAs } = passed;
  return ports.events.commit<Record<never, never>>(context, streamOf(accessStream, wikiId), async () => {
    if (await accessHasEnded(wikiId, ports)) return { ok: true, facts: [], answer: {} };
    const changes = [
      ...(await changeOf(passed, { accountId: ownerId, role: 'owner' }, ports)),
      ...(await changeOf(passed, { accountId: previousOwnerId, role: staysAs === 'none' ? undefined : staysAs }, ports)),
    ];
    return {
      ok: true,
      facts: changes.map(({ fact }) => fact),
      changes: changes.flatMap(({ rows }) => rows),
      tenant: { ...context.tenant, wikiId },
      answer: {},
    };
  });
};

interface Wanted {
  readonly accountId: AccountId;
  /** None: it is nobody there any more. */
  readonly role: Role | undefined;
}

interface Change {
  readonly fact: NewFact<(typeof accessStream)['facts'][number]>;
  readonly rows: readonly Operation[];
}

const changeOf = async ({ wikiId, sequence }: Passed, { accountId, role }: Wanted, { grants }: Ports): Promise<readonly Change[]> => {
  if ((await grants.settled(wikiId, accountId)) >= sequence) return [];
  const settled = grants.settling(wikiId, accountId, sequence);
  return role === undefined
    ? [{ fact: { name: 'auth.RoleWithdrawn', data: { wikiId, accountId } }, rows: [grants.withdrawing(wikiId, accountId), settled] }]
    : [
        {
          fact: { name: 'auth.RoleGranted', data: { wikiId, accountId, role } },
          rows: [grants.giving(wikiId, accountId, { role, rules: [] }), settled],
        },
      ];
};

/** Tokens for this wiki alone are good for nothing without a role, and must not come to life again with another one. */
const endTokens = async ({ wikiId, previousOwnerId: accountId, time }: Passed, context: Context, ports: Ports): Promise<void> => {
  const plain = { ...context, outcomeRows: undefined, earlier: undefined };
  for (const { id: tokenId } of (await ports.tokens.ofWiki(wikiId)).filter((token) => token.accountId === accountId)) {
    await ports.events.commit(plain, streamOf(accountStream, accountId), async () => {
      const token = await ports.tokens.find(tokenId);
      if (!token || token.revoked || token.created > time) return { ok: true, facts: [], answer: {} };
      const facts = [{ name: 'auth.TokenRevoked' as const, data: { accountId, tokenId } }];
      return { ok: true, facts, changes: ports.tokens.revoking(token), tenant: { accountId }, answer: {} };
    });
  }
};
