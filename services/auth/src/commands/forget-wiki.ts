import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accessStream, accountStream } from '@wikibot/contracts/facts/auth';
import type { Context } from '@wikibot/contracts/define/context';
import type { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from '../ports.ts';
import { accessHasEnded } from './access-has-ended.ts';

/** Tokens and roles first, then the end of its access, which refuses every step that comes late, then all that led there. */
const slice: AnswerSlice<ReturnType<typeof forgetWiki<'auth'>>, Ports> = async ({ wikiId }, context, ports) => {
  for (const token of await ports.tokens.ofWiki(wikiId)) await revokeFor(token, context, ports);
  await endAccess(wikiId, context, ports);
  await ports.events.forgetAllButLast(streamOf(accessStream, wikiId));
  await ports.forget(wikiId, [...ports.grants.partitions(wikiId), ...ports.tokens.partitions(wikiId)]);
  return { ok: true, answer: {}, token: {} };
};
export default slice;

type Bound = Awaited<ReturnType<Ports['tokens']['ofWiki']>>[number];

/** Nothing of it stays, not even for those who would like to know why it does not work. */
const revokeFor = async ({ id: tokenId, accountId }: Bound, context: Context, ports: Ports): Promise<void> => {
  await ports.events.commit(plain(context), streamOf(accountStream, accountId), async () => ({
    ok: true,
    facts: [{ name: 'auth.TokenRevoked', data: { accountId, tokenId } }],
    changes: ports.tokens.removing({ id: tokenId, accountId }),
    tenant: { accountId },
    answer: {},
  }));
};

const endAccess = async (wikiId: WikiId, context: Context, ports: Ports): Promise<void> => {
  const stream = streamOf(accessStream, wikiId);
  await ports.events.commit(plain(context), stream, async () => ({
    ok: true,
    facts: (await accessHasEnded(wikiId, ports)) ? [] : [{ name: 'auth.AccessEnded', data: { wikiId } }],
    tenant: { wikiId },
    answer: {},
  }));
};

/** The outcome of the step is remembered once, when all of it is done. */
const plain = ({ requestId, actor, tenant, correlationId, deadline }: Context): Context => ({
  requestId,
  actor,
  tenant,
  correlationId,
  deadline,
});
