/** Pausing, resuming and cancelling, for owners and operators alike. */
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Reindex, ReindexControl } from '@wikibot/contracts/requests/reindex';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { isUnderWay } from '../ports/runs.ts';

const BECOMES = { pause: 'paused', resume: 'in_progress', cancel: 'cancelling' } as const;

/** What is being cancelled goes on being cancelled. A paused run is woken by its next look, so it hears of a cancellation within a minute. */
export const controlRun = async (wikiId: string, action: ReindexControl, { runs }: Ports): Promise<Outcome<Reindex>> => {
  const run = await runs.of(wikiId);
  if (!run || !isUnderWay(run)) return refusals['search.no-reindex']({});
  if (run.status !== 'cancelling') await runs.note(wikiId, { run: run.run, status: BECOMES[action] });
  return { ok: true, answer: await runs.describe(wikiId), token: {} };
};
