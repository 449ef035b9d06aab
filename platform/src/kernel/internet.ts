/** The way out. Whatever address a person has given, nothing of the house itself is reached through it. */

/** One call of an address that somebody has given. */
export interface OutgoingCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, without user name or password. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is not bytes can be sent once only: a redirect that asks for it again ends the call. */
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** How many redirects are followed, each guarded like the first address; none unless told: the redirect is then the answer. */
  readonly redirects?: number;
  /** For everything, the body of the answer included, in milliseconds; 30,000 unless told. */
  readonly within?: number;
  /** Bytes that the body of the answer may have; 10 MiB unless told. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

export interface OutgoingAnswer {
  readonly ok: true;
  readonly status: number;
  /** Where the answer came from in the end. */
  readonly url: string;
  /** By lower-case name; of repeated ones all, joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent, never unpacked. @throws {BodyFailed} when it is longer than it may be, takes too long, or breaks off */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets the rest of the body go. A body that is read to its end needs no closing. */
  close(): void;
}

/** Why there is no answer, or no more of it. */
export const INTERNET_PROBLEMS = {
  address: 'The address cannot be called.',
  forbidden: 'The address is not one of the public internet.',
  unresolved: 'The host has no address.',
  unreachable: 'Nobody answers at the address.',
  tls: 'The host cannot prove that it is who it says.',
  broken: 'The answer breaks off, or is not HTTP.',
  slow: 'The answer takes too long.',
  large: 'The answer is too long.',
  encoded: 'The answer is packed, although that was not asked for.',
  redirect: 'The answer leads on too often, or to where it may not.',
  ended: 'The caller has ended the call.',
} as const;
export type InternetProblem = keyof typeof INTERNET_PROBLEMS;

/** `detail` is a sentence for whoever gave the address; it names nothing that they did not. */
export interface NoAnswer {
  readonly ok: false;
  readonly problem: InternetProblem;
  readonly detail: string;
}

export class BodyFailed extends Error {
  override readonly name = 'BodyFailed';
  readonly problem: InternetProblem;
  constructor(problem: InternetProblem) {
    super(INTERNET_PROBLEMS[problem]);
    this.problem = problem;
  }
}

export const noAnswer = (problem: InternetProblem, detail: string = INTERNET_PROBLEMS[problem]): NoAnswer => ({
  ok: false,
  problem,
  detail,
});

export interface Internet {
  /** Never throws for what is out there. */
  fetch(call: OutgoingCall): Promise<OutgoingAnswer | NoAnswer>;
  /** Why an address cannot be called as things stand, without calling it; undefined when nothing speaks against it. */
  objection(url: string): Promise<NoAnswer | undefined>;
}

/** The whole body of an answer. @throws {BodyFailed} as the body does */
export const wholeBody = async ({ body }: Pick<OutgoingAnswer, 'body'>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
};
