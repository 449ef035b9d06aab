import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { awaitDeletion } from '@wikibot/contracts/requests/life';
import { GRACE_MS } from '../domain/deletion.ts';
import type { Ports } from '../ports.ts';
import { endWait, tokenKey } from './end-wait.ts';

/** The wait ends by itself after seven days, which means: go on. */
const slice: AnswerSlice<typeof awaitDeletion, Ports> = async ({ wikiId, deletionId, taskToken }, _context, ports) => {
  const expiresAt = Math.ceil((ports.clock.now() + 2 * GRACE_MS) / 1000);
  await ports.table.write([{ put: { ...tokenKey(deletionId), taskToken, expiresAt } }]);
  await endWait({ wikiId, deletionId }, ports);
  return { ok: true, answer: {}, token: {} };
};

export default slice;
