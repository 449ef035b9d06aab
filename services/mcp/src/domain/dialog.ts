/** Asking the person at a client (MCP 2026-07-28, "Elicitation"): for acts that take something away, where the client can. */

export interface Dialog {
  readonly canAsk: boolean;
  /** What they said when the same call was made before. */
  readonly answer?: { readonly about: string; readonly accepted: boolean };
}

/** The person at the client is to decide; the same call comes again with their answer. */
export interface Question {
  readonly question: string;
  /** What exactly they are asked about. */
  readonly about: string;
}
