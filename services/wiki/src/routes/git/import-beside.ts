/** The files of a fetched commit as one commit of the wiki, beside what stands there; its history stays behind. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { RepositoryImported } from '@wikibot/contracts/requests/repository-imports';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { importPlan, type ImportPlan, type WantedFile } from '../../domain/importing/import-plan.ts';
import { MAX_CHANGED_PAGE_BYTES } from '../../domain/push-limits.ts';
import type { Ports } from '../../ports.ts';
import type { ImportJob } from '../../ports/import-jobs.ts';
import type { Quarantine } from '../../ports/repository.ts';
import { refusals } from '../../refusals.ts';

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
  const files = await filesIn(quarantine, head);
  if (!files) return refusals['git.too-much-text']({ limit: MAX_CHANGED_PAGE_BYTES });
  const mayWrite = (file: string): boolean => pathPermits(job.pathRules, file, 'write');
  return ports.heads.move(context, job.wikiId, async ({ spelling, find }) => {
    const plan = await importPlan(files, { onConflict: job.onConflict, mayWrite, spelling, find });
    return {
      ok: true,
      intent: 'import',
      message: `Import ${job.url}`,
      changes: plan.changes,
      answer: ({ sequence, proposal }) => ({ ...told(plan, sequence), ...present({ proposal }) }),
    };
  });
};

/** Undefined when they are more than one commit may bring. */
const filesIn = async (quarantine: Quarantine, head: ObjectId): Promise<readonly WantedFile[] | undefined> => {
  const files: WantedFile[] = [];
  let bytes = 0;
  for await (const { path, oid } of quarantine.list(head)) {
    const content = await quarantine.readBlob(oid);
    if (!content) continue;
    files.push({ file: path, content });
    bytes += content.byteLength;
    if (bytes > MAX_CHANGED_PAGE_BYTES) return undefined;
  }
  return files;
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
