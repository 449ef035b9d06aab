import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accessStream } from '@wikibot/contracts/facts/auth';
import type { withdrawRole } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';

const slice: AnswerSlice<typeof withdrawRole, Ports> = ({ wikiId, accountId }, context, ports) =>
  ports.events.commit(context, streamOf(accessStream, wikiId), async () => {
    if (!(await ports.grants.find(wikiId, accountId))) return { ok: true, facts: [], answer: {} };
    return {
      ok: true,
      facts: [{ name: 'auth.RoleWithdrawn', data: { wikiId, accountId } }],
      changes: [ports.grants.withdrawing(wikiId, accountId)],
      tenant: { ...context.tenant, wikiId },
      answer: {},
    };
  });
export default slice;
