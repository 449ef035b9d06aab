/** The fetched files of a template as the first pages of a wiki; their history stays behind. */
import type { ObjectId, PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { FileChange } from '../../domain/file-changes.ts';
import { importPlan, type WantedFile } from '../../domain/importing/import-plan.ts';
import { importRefusals } from '../../domain/importing/import-refusals.ts';
import { templateMessage } from '../../domain/importing/template-message.ts';
import { PACK_LIMITS } from '../../domain/push-limits.ts';
import type { Ground, Ports } from '../../ports.ts';
import { PackRefused } from '../../ports/repository.ts';
import { fetchedFiles, fetchedPack, type FetchedFiles } from './fetched-files.ts';

export interface FirstPages {
  readonly ok: true;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

interface FetchedTemplate {
  readonly head: ObjectId;
  readonly packs: readonly PayloadId[];
}

/** Checked as a push is checked; nothing of it becomes part of the repository here. */
export const receivedTemplate = async (wikiId: WikiId, { head, packs }: FetchedTemplate, ports: Ports): Promise<FetchedFiles | Refused> => {
  try {
    await using quarantine = await ports.repositories.open(wikiId).receive(fetchedPack(packs, ports), PACK_LIMITS);
    return await fetchedFiles(quarantine, head);
  } catch (error) {
    if (error instanceof PackRefused)
      return importRefusals['import.not-fetched']({ reason: `The template cannot be used: ${error.message}.` });
    throw error;
  }
};

const MOST_TOLD = 20;

export const templatePages = async (url: string, files: readonly WantedFile[], ground: Ground): Promise<FirstPages | Refused> => {
  const { wiki, spelling, find } = ground;
  const plan = await importPlan(files, { onConflict: 'refuse', mayWrite: () => true, spelling, find });
  if (plan.changes.length > 0) return { ok: true, message: templateMessage({ name: wiki.name, url, ...plan }), changes: plan.changes };
  const problems = plan.refused.slice(0, MOST_TOLD).map(({ file, reason }) => `${file}: ${reason}`);
  return importRefusals['import.nothing-usable']({ problems });
};
