/** What was fetched from a git server becomes part of a wiki: its history where nobody has written yet, else its files as one commit. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { adoptRepository, RepositoryImported } from '@wikibot/contracts/requests/repository-imports';
import { importRefusals } from '../../domain/importing/import-refusals.ts';
import { PACK_LIMITS } from '../../domain/push-limits.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Adoption, Ports } from '../../ports.ts';
import type { ImportJob } from '../../ports/import-jobs.ts';
import { PackRefused, type Quarantine } from '../../ports/repository.ts';
import { refusals } from '../../refusals.ts';
import { adoptPush } from './adopt-push.ts';
import { checkedPush } from './check-push.ts';
import { fetchedPack } from './fetched-files.ts';
import { importBeside } from './import-beside.ts';
import { isUntouched } from './untouched.ts';

const slice: AnswerSlice<typeof adoptRepository, Ports> = async ({ wikiId, importId, head, packs }, context, ports) => {
  const [job, wiki] = [await ports.importJobs.get(wikiId, importId), await ports.wikis.get(wikiId)];
  if (!wiki?.head) return refusals['wiki.not-found']({});
  if (!job || !isTheirs(job, wiki)) return importRefusals['import.unknown']({ id: importId });
  // A step that comes again after its answer was lost.
  if (wiki.head === head) return { ok: true, answer: { ...NOTHING, kept: 'history', sequence: 0, commits: 0, files: 0 }, token: {} };
  const as: Context = { ...context, actor: job.actor, tenant: { accountId: wiki.ownerId, wikiId } };
  try {
    await using quarantine = await ports.repositories.open(wikiId).receive(fetchedPack(packs, ports), PACK_LIMITS);
    return await adopted({ job, wiki: { ...wiki, head: wiki.head }, head, quarantine }, as, ports);
  } catch (error) {
    if (error instanceof PackRefused)
      return importRefusals['import.not-fetched']({ reason: `The repository cannot be kept: ${error.message}.` });
    throw error;
  }
};

export default slice;

/** Whoever took the wiki over meanwhile has not asked for it. */
const isTheirs = ({ ownerId }: ImportJob, wiki: Wiki): boolean => ownerId === undefined || ownerId === wiki.ownerId;

const NOTHING = { renamed: [], refused: [], skipped: [], notKept: 0 };

interface Arrived {
  readonly job: ImportJob;
  readonly wiki: Wiki & { readonly head: ObjectId };
  readonly head: ObjectId;
  readonly quarantine: Quarantine;
}

const adopted = async ({ job, wiki, head, quarantine }: Arrived, context: Context, ports: Ports): Promise<Outcome<RepositoryImported>> => {
  if (!(await isUntouched(ports, wiki))) return importBeside({ job, head, quarantine }, context, ports);
  const pushed = { quarantine, from: wiki.head, to: head, auth: { pathRules: [...job.pathRules] }, replaces: true };
  const checked = await checkedPush(pushed);
  if (!checked.ok) return checked;
  const answer: Adoption<RepositoryImported>['answer'] = ({ sequence, proposal }) => ({
    ...NOTHING,
    kept: 'history',
    sequence,
    commits: checked.brought.commits.length,
    files: checked.changes.length,
    ...present({ proposal }),
  });
  return adoptPush(pushed, checked, { wikiId: wiki.id, context, ports, intent: 'import', answer });
};
