import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { wikiTransferred } from '@wikibot/contracts/facts/wiki-transfers';
import { passOwnership } from '@wikibot/contracts/requests/auth';
import type { Ports } from '../ports.ts';

const PATIENCE_MS = 10_000;

/** The wiki service asks for the same as soon as the wiki is taken over; this is for when nobody heard it. */
const slice: ReactionSlice<typeof wikiTransferred, Ports> = async ({ data, sequence, time }, context, { ask, ids, clock }) => {
  const { wikiId, ownerId, previousOwnerId, staysAs } = data;
  const asked = { ...context, requestId: ids.uuid(), deadline: clock.now() + PATIENCE_MS };
  const heard = await ask(passOwnership, { wikiId, sequence, time, ownerId, previousOwnerId, staysAs }, asked);
  if (!heard.ok) throw new Error(`the roles on ${wikiId} are not passed on yet: ${heard.refusal.code}`);
};
export default slice;
