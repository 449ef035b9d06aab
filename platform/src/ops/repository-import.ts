/** A repository at an address is fetched by the wiki itself; here it is asked for, and watched until it is done. */
import * as z from 'zod';
import { BranchName, ImportId, ImportStatus, RepositoryImported, RepositoryUrl } from '@wikibot/contracts/requests/repository-imports';
import type { ApiClient } from './api-client.ts';
import type { Bringing } from './archive-import.ts';
import type { Surroundings } from './command.ts';
import { CommandFault, EXIT } from './command.ts';
import type { ImportReport } from './import-report.ts';
import { emptyReport } from './import-report.ts';

export const isRepositoryAddress = (what: string): boolean => /^https?:\/\//i.test(what);

export interface RepositoryBringing extends Bringing {
  /** The one that the repository says is its first, unless told. */
  readonly branch: string | undefined;
}

const WATCH_MS = 500;

const Started = z.object({ id: ImportId });
const Seen = z.object({
  status: ImportStatus,
  reason: z.string().optional(),
  result: RepositoryImported.omit({ notKept: true }).optional(),
});

/** @throws {CommandFault} when the address is none, or the import has failed */
export const sendAddress = async (bringing: RepositoryBringing, api: ApiClient, around: Surroundings): Promise<ImportReport> => {
  const { wiki, path: url, settings, run } = bringing;
  const imports = `/${wiki}/api/v1/imports`;
  const body = { git: askedFor(bringing), on_conflict: settings.on_conflict };
  const { id } = await api.call({ method: 'POST', path: imports, body, idempotencyKey: run }, Started);
  const result = await watched(() => api.call({ method: 'GET', path: `${imports}/${id}` }, Seen), around);
  return reportOf(url, wiki, result);
};

/** Whatever says how far an import has come is asked until it is done. */
const watched = async (look: () => Promise<z.infer<typeof Seen>>, { sleep, err }: Surroundings): Promise<Result> => {
  let told = '';
  for (;;) {
    const { status, reason, result } = await look();
    if (status === 'failed') throw new CommandFault(reason ?? 'the import failed');
    if (result) return result;
    if (status !== told) err(`${status} …\n`);
    told = status;
    await sleep(WATCH_MS);
  }
};

const askedFor = ({ path: url, branch, settings }: RepositoryBringing): { readonly url: string; readonly branch?: string } => {
  if (settings.dry_run) {
    throw new CommandFault('--dry-run is for files on this machine; clone the repository and try it with the folder', EXIT.usage);
  }
  const address = RepositoryUrl.safeParse(url);
  if (!address.success) throw new CommandFault(`${url} is not ${address.error.issues[0]?.message ?? 'an address'}`, EXIT.usage);
  return { url: address.data, ...(branch === undefined ? {} : { branch: branchOf(branch) }) };
};

const branchOf = (branch: string): string => {
  const name = BranchName.safeParse(branch);
  if (name.success) return name.data;
  throw new CommandFault(`--branch takes ${name.error.issues[0]?.message ?? 'a name of a branch'}`, EXIT.usage);
};

type Result = Omit<RepositoryImported, 'notKept'>;

const reportOf = (url: string, wiki: string, { kept, commits, files, renamed, refused, skipped }: Result): ImportReport => ({
  ...emptyReport(kept === 'history' ? `${url} with its history (${commits} commits)` : url, wiki),
  written: files,
  renamed,
  refused,
  skipped,
});
