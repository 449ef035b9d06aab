/** Asking again what an AWS service refused only for now, with full jitter between (AWS Architecture Blog, "Exponential Backoff And Jitter"). */

export interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

export const systemPatience: Patience = {
  sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/** How often one thing is tried, the first time included. */
export const TRIES = 8;
const FIRST_MS = 25;
const LONGEST_MS = 1_000;

/** Rests before the next try; `tried` counts from 1. */
export const rest = ({ sleep, random }: Patience, tried: number): Promise<void> =>
  sleep(Math.min(LONGEST_MS, FIRST_MS * 2 ** tried) * random());

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/**
 * Refusals that say "not now" (Amazon DynamoDB Developer Guide, "Error handling with DynamoDB"); the SDK retries most of them by itself,
 * but none that a transaction or a single item met in another transaction's way.
 */
const NOT_NOW: ReadonlySet<string> = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

export const isNotNow = (error: unknown): boolean => NOT_NOW.has(nameOf(error));

/**
 * @param isAlso further errors after which it is tried again
 * @throws what `run` throws, when it is no "not now", or still is after {@link TRIES}
 */
export const persistently = async <T>(
  patience: Patience,
  run: () => Promise<T>,
  isAlso: (error: unknown) => boolean = () => false,
): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if ((!isNotNow(error) && !isAlso(error)) || tried === TRIES) throw error;
      await rest(patience, tried);
    }
  }
};
