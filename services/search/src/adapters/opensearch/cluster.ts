import { errors } from '@opensearch-project/opensearch';
import type { Client } from '@opensearch-project/opensearch';

/** What is between the adapter and its cluster. */
export interface Cluster {
  readonly client: Client;
  /** Where pages are read and written: an alias, so that a rebuilt index can take the place of the one before. */
  readonly alias: string;
  /** Length of the vectors that can be looked for. */
  readonly dimension: number;
  readonly patience: Patience;
}

export interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** A request that the cluster did not carry out. Names the error, never its reason, which may quote what a page says. */
export class ClusterFault extends Error {
  override readonly name = 'ClusterFault';
  readonly type: string;
  readonly isPassing: boolean;
  constructor(what: string, { type, status, isPassing }: { readonly type: string; readonly status: number; readonly isPassing: boolean }) {
    super(`OpenSearch could not ${what}: ${type}${status > 0 ? ` (${status})` : ''}`);
    this.type = type;
    this.isPassing = isPassing;
  }
}

/** Too many requests at once, a node that goes, comes or wakes, a gateway that waited too long. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
export const isPassingStatus = (status: number): boolean => PASSING.has(status);

const typeOf = (body: unknown): string => {
  const { error } = (body ?? {}) as { readonly error?: string | { readonly type?: string } }; // an error answer, or a gateway's own
  return (typeof error === 'object' ? error.type : undefined) ?? 'unexplained';
};

const faultOf = (what: string, error: unknown): unknown => {
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    return new ClusterFault(what, { type: typeOf(error.body), status, isPassing: isPassingStatus(status) });
  }
  // No answer: nothing is known of what became of the request.
  const isSilence = error instanceof errors.ConnectionError || error instanceof errors.TimeoutError;
  return isSilence ? new ClusterFault(what, { type: error.name, status: 0, isPassing: true }) : error;
};

const FIRST_MS = 50;
const LONGEST_MS = 3_000;

/** Rests before the next try; `tried` counts from 1. Full jitter. */
export const rest = ({ sleep, random }: Patience, tried: number): Promise<void> =>
  sleep(Math.min(LONGEST_MS, FIRST_MS * 2 ** tried) * random());

/** How often a question and how often a change is tried, the first time included. Whoever asks is waiting; whoever changes is a queue. */
export const TRIES = { asking: 3, changing: 7 } as const;

/** @throws {ClusterFault} what the cluster refuses, or still has not carried out after so many tries */
export const persistently = async <T>(
  { patience }: Cluster,
  { what, tries }: { readonly what: string; readonly tries: number },
  run: () => Promise<T>,
): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      const fault = faultOf(what, error);
      if (!(fault instanceof ClusterFault && fault.isPassing) || tried >= tries) throw fault;
      await rest(patience, tried);
    }
  }
};
