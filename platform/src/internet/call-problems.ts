/** What the errors of Node's network mean to whoever gave the address. */
import type { InternetProblem } from '../kernel/internet.ts';
import { BodyFailed } from '../kernel/internet.ts';
import { ForbiddenAddress } from './guarded-lookup.ts';

/** Ends a call with a problem that is known. */
export class Ending extends Error {
  override readonly name = 'Ending';
  readonly problem: InternetProblem;
  constructor(problem: InternetProblem) {
    super(problem);
    this.problem = problem;
  }
}

const BY_CODE: readonly (readonly [RegExp, InternetProblem])[] = [
  [/^(ENOTFOUND|EAI_)/, 'unresolved'],
  [/^HPE_HEADER_OVERFLOW$/, 'large'],
  [/^(HPE_|ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP|ERR_INVALID)/, 'broken'],
  [/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/, 'tls'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'slow'],
];

export const problemOf = (error: unknown): InternetProblem => {
  if (error instanceof Ending || error instanceof BodyFailed) return error.problem;
  if (error instanceof ForbiddenAddress) return 'forbidden';
  const { code = '' } = reasonOf(error) as NodeJS.ErrnoException; // Node's own form
  return BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? 'unreachable';
};

/** One connection tries all addresses of a host; what came of the first stands for all. */
const reasonOf = (error: unknown): unknown => (error instanceof AggregateError ? (error.errors[0] ?? error) : error);
