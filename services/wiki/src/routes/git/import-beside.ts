/** The files of a fetched commit as one commit of the wiki, beside what stands there; its history stays behind. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { RepositoryImported } from '@wikibot/contracts/requests/repository-imports';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { importPlan, type ImportPlan } from '../../domain/importing/import-plan.ts';
import type { Ports } from '../../ports.ts';
import type { ImportJob } from '../../ports/import-jobs.ts';
import type { Quarantine } from '../../ports/repository.ts';
import { fetchedFiles } from './fetched-files.ts';

interface Arrived {
  readonly job: ImportJob;
  readonly head: ObjectId;
  readonly quarantine: Quarantine;
}

export const importBeside = async (
  { job, head, quarantine }: Arrived,
  context: Context,
  ports: Ports,
): Promise<Outcome<RepositoryImported>> => {
  const fetched = await fetchedFiles(quarantine, head);
  if (!fetched.ok) return fetched;
  const mayWrite = (file: string): boolean => pathPermits(job.pathRules, file, 'write');
  return ports.heads.move(context, job.wikiId, async ({ spelling, find }) => {
    const plan = await importPlan(fetched.files, { onConflict: job.onConflict, mayWrite, spelling, find });
    return {
      ok: true,
      intent: 'import',
      message: `Import ${job.url}`,
      // Where it comes from is why: a wiki that wants to be told is told.
      said: `Import ${job.url}`,
      changes: plan.changes,
      answer: ({ sequence, proposal }) => ({ ...told(plan, sequence), ...present({ proposal }) }),
    };
  });
};

const MOST_TOLD = 200;

const told = ({ changes, renamed, refused, skipped }: ImportPlan, sequence: number): RepositoryImported => ({
  kept: 'files',
  sequence,
  commits: changes.length === 0 ? 0 : 1,
  files: changes.length,
  renamed: renamed.slice(0, MOST_TOLD),
  refused: refused.slice(0, MOST_TOLD),
  skipped: skipped.slice(0, MOST_TOLD),
  notKept: refused.length + skipped.length,
});
