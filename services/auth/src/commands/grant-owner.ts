import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { accessStream } from '@wikibot/contracts/facts/auth';
import type { grantOwner } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { accessHasEnded } from './access-has-ended.ts';
import { isAbandoned } from '../views/directory.ts';

/** A step of the bootstrap saga, which may come twice, or late: after the set-up was given up. */
const slice: AnswerSlice<typeof grantOwner, Ports> = ({ wikiId, accountId }, context, ports) =>
  ports.events.commit(context, streamOf(accessStream, wikiId), async () => {
    if (await accessHasEnded(wikiId, ports)) return refusals['wiki.abandoned']({ wikiId });
    if (await isAbandoned(ports.view('directory'), wikiId)) return refusals['wiki.abandoned']({ wikiId });
    if (!(await ports.accounts.find(accountId))) return refusals['account.unknown']({});
    const grant = await ports.grants.find(wikiId, accountId);
    if (grant?.role === 'owner') return { ok: true, facts: [], answer: {} };
    return {
      ok: true,
      facts: [{ name: 'auth.RoleGranted', data: { wikiId, accountId, role: 'owner' } }],
      changes: [ports.grants.giving(wikiId, accountId, { role: 'owner', rules: [] })],
      tenant: { ...context.tenant, wikiId },
      answer: {},
    };
  });
export default slice;
