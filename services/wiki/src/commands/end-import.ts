import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { endImport } from '@wikibot/contracts/requests/repository-imports';
import type { Ports } from '../ports.ts';

/** Of an import that was forgotten nothing needs to be noted. */
const slice: AnswerSlice<typeof endImport, Ports> = async ({ wikiId, importId, reason, result }, _context, ports) => {
  const job = await ports.importJobs.get(wikiId, importId);
  const end = result ? { result } : { reason: reason ?? 'It failed.' };
  if (job) await ports.table.write([ports.importJobs.keeping({ ...job, end })]);
  return { ok: true, answer: {}, token: {} };
};

export default slice;
