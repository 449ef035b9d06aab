/**
 * Where answers lie that are too large to pass the gateway, between being made and being fetched: each at an address that nobody can
 * guess, for minutes. Only where there is such a place; elsewhere an answer is sent as it is made.
 */
export interface Downloads {
  /** Takes all of it in, and answers where it is fetched by `GET`. @throws when the content breaks off; nothing is kept then */
  offer(download: Download): Promise<string>;
}

export interface Download {
  /** Of letters, digits, `_`, `-` and `/`; no other call names it again. */
  readonly key: string;
  /** Media type. */
  readonly type: string;
  /** How it is to be saved. */
  readonly filename: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** Epoch milliseconds; after this it is not to be had any more. */
  readonly until: number;
}
