import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { fetchRepository } from '@wikibot/contracts/requests/repository-imports';
import { importRefusals } from '../domain/importing/import-refusals.ts';
import type { OutsidePorts } from '../ports/outside.ts';

/** Runs outside, where the internet is: nothing here can reach a repository of ours. */
const slice: AnswerSlice<typeof fetchRepository, OutsidePorts> = async (wanted, { tenant }, ports) => {
  const fetched = await ports.remotes.fetch(wanted, tenant);
  if (fetched.ok) return { ok: true, answer: { head: fetched.head, packs: [...fetched.packs], bytes: fetched.bytes }, token: {} };
  const { reason, isTemporary } = fetched;
  return importRefusals[isTemporary ? 'import.not-reached' : 'import.not-fetched']({ reason });
};

export default slice;
