import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { CommitLinks, Missing } from '../domain/commit-graph.ts';
import type { FileChange } from '../domain/file-changes.ts';
import type { Commit, Signature } from '../domain/git-object.ts';
import type { TreeMeasure } from '../domain/tree-measure.ts';
import type { NameKey } from '../domain/name-lookup.ts';

/**
 * The git repositories of all wikis, one bare repository each, branch `main`. Nothing here is the commit point: a commit
 * is written durably but stays an orphan, harmless and unseen, until the caller has appended the fact that names it.
 * So there are no locks, and any number of writers may prepare commits on the head that they know.
 * Content that is read may stay in a cache: its bytes are not to be changed.
 */
export interface Repositories {
  /** Makes an empty repository; an existing one stays as it is. Durable when it resolves. */
  create(wikiId: WikiId): Promise<void>;
  /** Deletes a repository with all it holds; none is fine too. */
  remove(wikiId: WikiId): Promise<void>;
  /** Costs nothing; whether the repository exists shows at its first use. */
  open(wikiId: WikiId): Repository;
}

export interface Repository {
  /**
   * Writes a commit and everything it brings as one pack; durable when it resolves. Does not move the branch.
   * Files are written as plain files (mode 100644); entries that are not named stay as they are, whatever their mode. A file that is
   * named by its blob must be one that the repository has.
   * Deleting what is not there is no error, folders without files vanish, changes without effect make an equal tree.
   * @throws {InvalidPath} for paths that git forbids or that are named twice
   * @throws {PathClash} when a file and a folder want the same place
   * @throws {ObjectMissing} when the parent is unknown
   */
  commit(input: CommitInput): Promise<Committed>;

  /** What {@link commit} would answer or throw; writes nothing. */
  rehearse(input: CommitInput): Promise<Committed>;

  /**
   * Lets the branch follow the stream. Only for git tools: nothing of ours reads it. `sequence` is the caller's order:
   * an older one than the last that this program has passed is ignored. What a crash left behind, the next call heals.
   */
  advance(head: ObjectId, sequence: number): Promise<void>;

  /** The branch as it stands for git tools; undefined before the first `advance`. */
  head(): Promise<ObjectId | undefined>;

  /** A regular file of a commit; undefined when there is none at this path. */
  readFile(commit: ObjectId, path: string): Promise<{ readonly oid: ObjectId; readonly content: Uint8Array } | undefined>;

  /** The id of the content of a regular file, exactly as spelled, without reading it. */
  fileId(commit: ObjectId, path: string): Promise<ObjectId | undefined>;

  readBlob(oid: ObjectId): Promise<Uint8Array | undefined>;

  /**
   * The path as it is spelled in the commit, segment by segment, exact spelling first, then by `keyOf`.
   * `keyOf` must be the same function at every call: the look-up of a folder is kept for it.
   */
  resolve(commit: ObjectId, path: string, keyOf: NameKey): Promise<string | undefined>;

  /** All files of a commit, in git's order, whatever their mode (links and submodules too). */
  list(commit: ObjectId): AsyncIterable<ListedFile>;

  /** Files that differ between two commits, whatever their mode; what is equal is not looked at. @throws {ObjectMissing} */
  changes(from: ObjectId | null, to: ObjectId): AsyncIterable<ChangedFile>;

  /** A commit and its first parents, newest first. For checks of exports: history is read from the stream. */
  log(commit: ObjectId, limit: number): AsyncIterable<Commit & { readonly oid: ObjectId }>;

  /** @throws {ObjectMissing} also when the object is no commit */
  links(commit: ObjectId): Promise<CommitLinks>;

  /** Those of the ids that name commits of this repository. */
  commitsAmong(oids: readonly ObjectId[]): Promise<readonly ObjectId[]>;

  /** The objects that somebody lacks, as a pack (gitformat-pack(5)), streamed. */
  pack(missing: Missing): AsyncIterable<Uint8Array>;

  /**
   * Takes a pack that others have made into quarantine and checks every object in it; nothing of it is part of the repository
   * before it is kept. Bases of thin packs may be objects of the repository. Reads the pack to its end in any case.
   * @throws {PackRefused} with what is wrong, in words for whoever sent it
   */
  receive(pack: AsyncIterable<Uint8Array>, limits: PackLimits): Promise<Quarantine>;

  /** All that a commit reaches, as a git bundle (version 2, `HEAD` and `refs/heads/main`) that `git clone` reads. */
  bundle(commit: ObjectId): AsyncIterable<Uint8Array>;

  /**
   * Housekeeping, to be called now and then under a lease: joins small packs into larger ones of geometric sizes, with
   * older versions as differences of newer ones, and deletes packs that were superseded longer than `grace` ago.
   */
  consolidate(input?: ConsolidateInput): Promise<Consolidated>;
}

export interface PackLimits {
  readonly bytes: number;
  readonly objects: number;
  /** Of one object, inflated. */
  readonly objectBytes: number;
  /** Of all that is inflated and put together while it is read. */
  readonly workBytes: number;
}

/** Objects that are not part of the repository yet, seen together with those that are. */
export interface Quarantine extends AsyncDisposable {
  /** @throws {ObjectMissing} */
  links(commit: ObjectId): Promise<CommitLinks>;
  /** @throws {ObjectMissing} */
  message(commit: ObjectId): Promise<string>;
  /** How many files a commit has and how deep they lie; links among folders cannot make that a long count. @throws {ObjectMissing} */
  measure(commit: ObjectId): Promise<TreeMeasure>;
  /** Whether all that the commits bring is there. */
  isComplete(commits: PackedCommits): Promise<boolean>;
  /** Files that differ between two commits, in git's order. */
  changes(from: ObjectId, to: ObjectId): AsyncIterable<ChangedFile>;
  /** All files of a commit. */
  list(commit: ObjectId): AsyncIterable<ListedFile>;
  readBlob(oid: ObjectId): Promise<Uint8Array | undefined>;
  /** Makes what the commits bring part of the repository, as one durable pack without anything else. Twice is once. */
  keep(commits: PackedCommits): Promise<void>;
}

export interface ChangedFile {
  readonly path: string;
  /** What stood there; undefined when nothing did. */
  readonly before: ObjectId | undefined;
  readonly after: ObjectId | undefined;
}

export interface PackedCommits {
  readonly commits: readonly ObjectId[];
  /** What is there already, with all that it reaches. */
  readonly known: ReadonlySet<ObjectId>;
}

export interface CommitInput {
  readonly parent: ObjectId | null;
  readonly changes: readonly FileChange[];
  /** Stored without control characters and with exactly one newline at its end. */
  readonly message: string;
  /** Names are stored without control characters and `<>`. */
  readonly author: Signature;
  readonly committer: Signature;
}

export interface Committed {
  readonly commit: ObjectId;
  readonly tree: ObjectId;
  /** In the order of the changes; `oid: null` and size 0 for deleted files. */
  readonly files: readonly { readonly path: string; readonly oid: ObjectId | null; readonly size: number }[];
}

export interface ListedFile {
  readonly path: string;
  readonly oid: ObjectId;
  /** Octal, as git writes it: 100644, 100755, 120000, 160000. */
  readonly mode: string;
}

export interface ConsolidateInput {
  /** Below so many packs nothing is joined; 64 unless told. */
  readonly minimumPacks?: number;
  /** How long superseded packs stay for readers that know them, in milliseconds; a day unless told. */
  readonly grace?: number;
}

export interface Consolidated {
  /** Packs that were joined into one by this call. */
  readonly joined: number;
  /** Superseded packs that were deleted by this call. */
  readonly deleted: number;
}

/** A pack from outside that cannot be taken in: cut off, damaged, beyond measure, or with objects that no wiki keeps. */
export class PackRefused extends Error {
  override readonly name = 'PackRefused';
}

/** An object that must be there is not, even when looked for again: an unknown commit, or a damaged repository. */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
  readonly oid: ObjectId;
  constructor(oid: ObjectId) {
    super(`no object ${oid}`);
    this.oid = oid;
  }
}
