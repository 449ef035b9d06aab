import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeImport } from '@wikibot/contracts/requests/repository-imports';
import { importRefusals } from '../domain/importing/import-refusals.ts';
import type { Ports } from '../ports.ts';
import type { ImportJob } from '../ports/import-jobs.ts';

const slice: AnswerSlice<typeof describeImport, Ports> = async ({ importId }, { tenant }, ports) => {
  const job = tenant.wikiId && (await ports.importJobs.get(tenant.wikiId, importId));
  if (!job) return importRefusals['import.unknown']({ id: importId });
  const { url, branch, started } = job;
  const about = { importId, url, started, ...present({ branch: branch || undefined }) };
  return { ok: true, answer: { ...about, ...(await standingOf(job, ports)) }, token: {} };
};

export default slice;

type Standing = Pick<AnswerOf<typeof describeImport>, 'status' | 'reason' | 'result'>;

const standingOf = async ({ importId, end }: ImportJob, { sagas }: Ports): Promise<Standing> => {
  if (end) return { status: 'result' in end ? 'done' : 'failed', ...end };
  const fetched = (await sagas.answers(importId)).get('FetchRepository');
  return { status: fetched?.ok === true ? 'checking' : 'fetching' };
};
