/** Step Functions' limits of what flows between states (Developer Guide, "Service quotas"), kept so that both worlds refuse the same. */
import type { Json } from '../../kernel/table.ts';
import { StateFailed } from './failure.ts';

/** Input, output, arguments and the variables assigned by one state: 256 KiB of UTF-8 each. */
export const MAX_PAYLOAD_BYTES = 262_144;
/** All variables of an execution in reach of one state. */
export const MAX_VARIABLE_BYTES = 10 * 1024 * 1024;
export const MAX_ERROR_CHARS = 256;
export const MAX_CAUSE_CHARS = 32_768;

export const bytesOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** @throws {StateFailed} with States.DataLimitExceeded */
export const bounded = <T extends Json>(value: T, what: string, limit = MAX_PAYLOAD_BYTES): T => {
  const bytes = bytesOf(value);
  if (bytes <= limit) return value;
  throw new StateFailed({ error: 'States.DataLimitExceeded', cause: `${what} has ${bytes} bytes, the limit is ${limit}` });
};
