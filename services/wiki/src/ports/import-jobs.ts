import type { Actor } from '@wikibot/contracts/define/actor';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type { OnConflict } from '@wikibot/contracts/requests/imports';
import type { ImportId, RepositoryImported } from '@wikibot/contracts/requests/repository-imports';
import type { Operation } from '@wikibot/platform/kernel/table';

/** An import that takes its time, in the name of whoever asked for it. */
export interface ImportJob {
  readonly wikiId: WikiId;
  /** Whose the wiki was when it was asked for; jobs of before do not tell. */
  readonly ownerId?: AccountId;
  readonly importId: ImportId;
  readonly url: string;
  readonly branch: string;
  readonly onConflict: OnConflict;
  readonly actor: Actor;
  readonly pathRules: readonly PathRule[];
  /** ISO 8601. */
  readonly started: string;
  readonly end?: { readonly reason: string } | { readonly result: RepositoryImported };
}

/** They are forgotten a week after they began. */
export interface ImportJobs {
  get(wikiId: WikiId, importId: ImportId): Promise<ImportJob | undefined>;
  keeping(job: ImportJob): Operation;
}
