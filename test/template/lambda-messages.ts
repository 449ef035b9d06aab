/** What passes between the cloud and a function in its thread. Events and results are text, as they are on AWS. */
export interface Asked {
  readonly invocation: number;
  readonly event: string;
}

export type Said =
  | { readonly kind: 'chunk'; readonly invocation: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly invocation: number }
  | { readonly kind: 'result'; readonly invocation: number; readonly json: string }
  | { readonly kind: 'fault'; readonly invocation: number; readonly reason: string };
