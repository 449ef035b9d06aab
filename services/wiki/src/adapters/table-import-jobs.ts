import type { Json, Table } from '@wikibot/platform/kernel/table';
import type { ImportJob, ImportJobs } from '../ports/import-jobs.ts';

const WEEK_SECONDS = 7 * 24 * 60 * 60;
const keyOf = (wikiId: string, importId: string) => ({ pk: `imports#${wikiId}`, sk: importId });

export const tableImportJobs = (table: Table): ImportJobs => ({
  get: async (wikiId, importId) => {
    const row = await table.get(keyOf(wikiId, importId));
    return row && (row['job'] as unknown as ImportJob); // as keeping wrote it
  },
  keeping: (job) => ({
    put: {
      ...keyOf(job.wikiId, job.importId),
      job: job as unknown as Json, // plain values all through
      expiresAt: Math.floor(Date.parse(job.started) / 1000) + WEEK_SECONDS,
    },
  }),
});
