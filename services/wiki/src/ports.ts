import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { NewFact } from '@wikibot/contracts/define/fact';
import type { AccountId, ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Limits } from '@wikibot/contracts/facts/billing';
import type { Intent, MergedProposal } from '@wikibot/contracts/facts/wiki';
import type { NearLimit } from '@wikibot/contracts/requests/limits';
import type { Change } from '@wikibot/contracts/requests/pages';
import type { Proposed } from '@wikibot/contracts/requests/proposed';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { Operation } from '@wikibot/platform/kernel/table';
import type { Downloads } from '@wikibot/platform/kernel/downloads';
import type { Uploads } from '@wikibot/platform/kernel/uploads';
import type { Side, Thumbnail } from './domain/attachments/thumbnail.ts';
import type { Attribution } from './domain/blame.ts';
import type { FileChange } from './domain/file-changes.ts';
import type { ToldCommit } from './domain/pushed-commits.ts';
import type { Wiki } from './domain/wiki.ts';
import type { Archives } from './ports/archives.ts';
import type { ImportJobs } from './ports/import-jobs.ts';
import type { Drafts } from './ports/drafts.ts';
import type { Proposals } from './ports/proposals.ts';
import type { ChangedFile, ListedFile, Repositories } from './ports/repository.ts';
import type { Transfers } from './ports/transfers.ts';
import type { Seal, Webhooks } from './ports/webhooks.ts';

/** An address below an owner. */
export type Place = Pick<Wiki, 'ownerId' | 'slug'>;

/** The wikis as they stand: one row each, which changes in the same transaction as its stream. */
export interface Wikis {
  get(wikiId: WikiId): Promise<Wiki | undefined>;
  ownedBy(ownerId: AccountId): Promise<readonly Wiki[]>;
  /** Which wiki holds an address of an owner. */
  at(ownerId: AccountId, slug: string): Promise<WikiId | undefined>;
  putting(wiki: Wiki): Operation;
  /** Takes an address and counts it, refusing the write when it is taken or the limit is reached. */
  reserving(wiki: Wiki, limit: number | null): readonly Operation[];
  releasing(wiki: Wiki): readonly Operation[];
  removing(wikiId: WikiId): Operation;
  /** Takes another address of the same owner in place of the present one, refusing the write when it is taken. */
  readdressing(wiki: Wiki, slug: string): readonly Operation[];
  /** Takes an address of another owner in place of the present one and counts it there, refusing the write when it is taken or the limit is reached. */
  transferring(wiki: Wiki, to: Place, limit: number | null): readonly Operation[];
}

/** A file as it stands at a head, found under any spelling that means the same page. */
export interface FoundFile {
  readonly file: string;
  readonly oid: ObjectId;
  readonly content: Uint8Array;
}

/** What a plan may look at: the wiki at the head that its commit will be built on. */
export interface Ground {
  readonly wiki: Wiki;
  /** The sequence that the move will have. */
  readonly sequence: number;
  find(file: string): Promise<FoundFile | undefined>;
  /** Whether a commit is one of this wiki's. */
  knows(commit: ObjectId): Promise<boolean>;
  /** A file at an older commit, exactly as spelled; `undefined` when the commit or the file is unknown. */
  at(commit: ObjectId, file: string): Promise<FoundFile | undefined>;
  /** The spelling under which a file or folder stands at the head. */
  spelling(file: string): Promise<string | undefined>;
  /** All files, whatever their mode. */
  files(): Promise<readonly ListedFile[]>;
  /** The revision of a proposal, where that and not the head holds a file as it stands here. */
  proposed(file: string): ObjectId | undefined;
}

/** What a change came to. */
export interface Landed {
  /** Of the wiki, or of the proposal that the change became part of. */
  readonly head: ObjectId;
  /** Of the wiki. */
  readonly sequence: number;
  /** Present when nothing of it is in the wiki yet. */
  readonly proposal?: Proposed | undefined;
  /** What of the plan of the wiki's owner is nearly used up after it. */
  readonly near?: readonly NearLimit[] | undefined;
}

/** One commit to be made, and the answer once its id is known. No changes: nothing is committed. */
export interface Plan<A> {
  readonly ok: true;
  readonly intent: Intent;
  readonly message: string;
  /** What the caller said about it; a wiki may insist on that. */
  readonly said?: string | undefined;
  readonly changes: readonly FileChange[];
  /** Nothing is to be written: the answer is given on the head as it stands. */
  readonly dryRun?: boolean | undefined;
  /** It comes from the history of the wiki, not from what stands on the ground: of an agent it becomes a proposal of its own. */
  readonly apart?: boolean;
  /** The proposal that it merges. */
  readonly merging?: Merging;
  readonly answer: (moved: Landed) => A;
}

/** A proposal that comes in with a move of the head. */
export interface Merging {
  readonly proposal: MergedProposal;
  /** What is written with the move, once its head is known. */
  readonly closing: (head: ObjectId) => { readonly fact: NewFact; readonly rows: readonly Operation[] };
}

/** The bytes of a file that differs after a move; no blob: it is gone. */
export interface StoredChange {
  readonly path: string;
  readonly blob: ObjectId | null;
  readonly bytes: number;
  /** Of pages; other files are not told of by content. */
  readonly content: Uint8Array | undefined;
  /** The path that it moved from, when it did. */
  readonly from?: string;
}

/** Commits that others have made, checked, to become the history from `previous` on. */
export interface Adoption<A> {
  readonly intent: Intent;
  readonly previous: ObjectId;
  readonly head: ObjectId;
  /** Oldest first; the last one is the head. */
  readonly commits: readonly ToldCommit[];
  /** Those that differ between `previous` and `head`. */
  readonly files: readonly ChangedFile[];
  /** Net, from `previous` to `head`. */
  readonly changes: AsyncIterable<StoredChange>;
  /** How many pages more there are afterwards; fewer when negative. */
  readonly morePages: number;
  /** How many bytes more its files have, by the same count. */
  readonly moreBytes: number;
  /** Makes the objects part of the repository, durably. */
  readonly keep: () => Promise<void>;
  readonly answer: (moved: Pick<Landed, 'sequence' | 'near' | 'proposal'>) => A;
}

/** The one write contract: plans a commit on the head, writes it, and appends the fact; plans again when somebody was faster. */
export interface Heads {
  move<A>(context: Context, wikiId: WikiId, plan: (ground: Ground) => Promise<Plan<A> | Refused>): Promise<Outcome<A>>;
  /** The same for commits that are made already: nothing can be planned again, so a head that has moved is refused. */
  adopt<A>(context: Context, wikiId: WikiId, adoption: Adoption<A>): Promise<Outcome<A>>;
}

/** What an account may use, as billing last said; undefined while nothing is known yet. */
export interface Entitlements {
  of(accountId: AccountId): Promise<Limits | undefined>;
}

/** Who has changed a wiki and may still do so. */
export interface Authors {
  has(wikiId: WikiId, accountId: AccountId): Promise<boolean>;
  /** The owner counts from the beginning. */
  count(wikis: readonly Pick<Wiki, 'id' | 'ownerId'>[]): Promise<readonly number[]>;
  /** To be written with the change itself. */
  joining(wikiId: WikiId, accountId: AccountId): readonly Operation[];
  /** Makes the place free again, unless it was taken after that moment (epoch milliseconds). */
  leave(wikiId: WikiId, accountId: AccountId, moment: number): Promise<void>;
}

/** User names of accounts, as auth last announced them. */
export interface Names {
  /** Undefined while none was announced. */
  of(accountId: AccountId): Promise<string | undefined>;
}

/** Older states of the repositories. */
export interface Archive {
  /** A file at a commit, exactly as spelled; undefined when the commit or the file is unknown. */
  fileAt(wikiId: WikiId, commit: ObjectId, file: string): Promise<FoundFile | undefined>;
  /** The same under any spelling that means the same file. */
  find(wikiId: WikiId, commit: ObjectId, file: string): Promise<FoundFile | undefined>;
  knows(wikiId: WikiId, commit: ObjectId): Promise<boolean>;
}

/** A picture of a wiki, and how large its small version may be. */
export interface Picture {
  readonly wikiId: WikiId;
  readonly blob: ObjectId;
  readonly content: Uint8Array;
  readonly side: Side;
}

/** Small versions of pictures. */
export interface Thumbnails {
  /** Undefined when the picture is small as it is, cannot be made smaller, or there is no time for it now. */
  of(picture: Picture): Promise<Thumbnail | undefined>;
  /** Where those of a wiki lie. */
  partitions(wikiId: WikiId): readonly string[];
}

/** Who wrote the lines of versions of pages, as far as this program remembers: a version never changes, but finding out is work. */
export interface Attributions {
  get(key: string): Attribution<Change> | undefined;
  put(key: string, attribution: Attribution<Change>): void;
}

export interface Ports extends KernelPorts {
  readonly attributions: Attributions;
  readonly authors: Authors;
  readonly drafts: Drafts;
  readonly importJobs: ImportJobs;
  readonly archive: Archive;
  readonly archives: Archives;
  readonly names: Names;
  readonly wikis: Wikis;
  readonly proposals: Proposals;
  readonly heads: Heads;
  readonly entitlements: Entitlements;
  readonly repositories: Repositories;
  readonly payloads: Payloads;
  readonly uploads: Uploads;
  /** Where exports are fetched from, when they cannot be answered. */
  readonly downloads?: Downloads;
  readonly thumbnails: Thumbnails;
  readonly transfers: Transfers;
  readonly webhooks: Webhooks;
  readonly seal: Seal;
}
