import { present } from '@wikibot/contracts/define/present';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import { agentSessions } from './agent-sessions.ts';
import { authorship } from './authorship.ts';
import { factContents } from './fact-contents.ts';
import { gitArchive } from './git-archive.ts';
import { gitRepositories } from './git/git-repositories.ts';
import { memoryAttributions } from './memory-attributions.ts';
import { streamHeads } from './stream-heads.ts';
import { tableAuthors } from './table-authors.ts';
import { tableDrafts } from './table-drafts.ts';
import { tableImportJobs } from './table-import-jobs.ts';
import { tableNames } from './table-names.ts';
import { tableProposals } from './table-proposals.ts';
import { tableTransfers } from './table-transfers.ts';
import { tableWikis } from './table-wikis.ts';
import { keptThumbnails } from './thumbnails/kept-thumbnails.ts';
import { threadedShrinking } from './thumbnails/threaded-shrinking.ts';
import { viewEntitlements } from './view-entitlements.ts';
import { rsaSeal } from './webhooks/rsa-seals.ts';
import { tableWebhooks } from './webhooks/table-webhooks.ts';
import { zipArchives } from './zip/zip-archives.ts';

const makePorts = async (kernel: KernelPorts): Promise<Ports> => {
  const { payloads, uploads, downloads, repositories: place } = kernel.resources;
  if (!payloads || !uploads || !place) throw new Error('the wiki service needs payloads, a place for uploads, and repositories');
  const wikis = tableWikis(kernel.table);
  const repositories = gitRepositories({ folder: place.folder, now: () => kernel.clock.now(), randomName: () => kernel.ids.uuid() });
  const archive = gitArchive(repositories);
  const names = tableNames(kernel.table);
  const entitlements = viewEntitlements(kernel.view('entitlements'));
  const authors = tableAuthors(kernel.table, kernel.clock);
  const proposals = tableProposals(kernel.table);
  const heads = streamHeads({
    kernel,
    proposals,
    archive,
    wikis,
    repositories,
    contents: factContents(payloads),
    authorship: authorship(kernel, names),
    entitlements,
    authors,
    sessions: agentSessions(kernel),
    names,
  });
  const thumbnails = keptThumbnails({ table: kernel.table, payloads, shrink: threadedShrinking(kernel.log) });
  const archives = zipArchives();
  const drafts = tableDrafts(kernel.table, kernel.clock);
  const attributions = memoryAttributions();
  const ours = {
    wikis,
    proposals,
    heads,
    entitlements,
    names,
    authors,
    drafts,
    attributions,
    transfers: tableTransfers(kernel.table),
    importJobs: tableImportJobs(kernel.table),
    webhooks: tableWebhooks(kernel),
    seal: rsaSeal,
  };
  return { ...kernel, ...ours, payloads, uploads, ...present({ downloads }), repositories, archive, archives, thumbnails };
};

export default makePorts;
