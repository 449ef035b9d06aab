import type { Reindex, ReindexStatus } from '@wikibot/contracts/requests/reindex';

/** Which wikis are being indexed anew, how far each has come, and which are waiting for it. */
export interface Runs {
  /** The last run of a wiki. */
  of(wikiId: string): Promise<Run | undefined>;
  /** Has the wiki indexed anew when it is its turn. One that failed a short while ago is left alone. */
  want(wikiId: string): Promise<void>;
  /** Begins a run and its saga with it. Undefined when the wiki has one under way. */
  start(wikiId: string): Promise<string | undefined>;
  /** Starts those that have waited, up to so many under way. */
  startWaiting(most: number): Promise<void>;
  /** Changes what is known of a run, unless another has come since. */
  note(wikiId: string, change: RunChange): Promise<void>;
  /** Counts a part of a run as done; the same part counts once. */
  notePart(run: string, part: string): Promise<void>;
  describe(wikiId: string): Promise<Reindex>;
}

export interface Run {
  readonly run: string;
  readonly status: Exclude<ReindexStatus, 'idle'>;
  /** Epoch milliseconds. */
  readonly started: number;
  readonly ended?: number;
  /** The step of the saga that it is at. */
  readonly step?: string;
  /** Parts that are known so far. */
  readonly parts: number;
  readonly pages?: number;
  readonly chunks?: number;
  readonly reason?: string;
}

export type RunChange = Pick<Run, 'run'> & Partial<Pick<Run, 'status' | 'step' | 'parts' | 'pages' | 'chunks' | 'reason'>>;

const UNDER_WAY: ReadonlySet<ReindexStatus> = new Set(['in_progress', 'paused', 'cancelling']);
export const isUnderWay = (run: Pick<Run, 'status'> | undefined): boolean => run !== undefined && UNDER_WAY.has(run.status);
