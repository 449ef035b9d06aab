/** Which bytes of a content a request wants. Source: RFC 9110 §14.1.2, §14.2. */
export type ByteWindow =
  | { readonly kind: 'whole' }
  /** Both ends included. */
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: ByteWindow = { kind: 'whole' };
const SINGLE = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i;

/** One range is served; several at once, other units and what cannot be read are answered with the whole, as a server may. */
export const byteWindow = (range: string | null, length: number): ByteWindow => {
  const found = SINGLE.exec(range ?? '');
  return found ? windowOf({ from: found[1] ?? '', to: found[2] ?? '' }, length) : WHOLE;
};

const windowOf = ({ from, to }: { readonly from: string; readonly to: string }, length: number): ByteWindow => {
  if (from === '') return to === '' ? WHOLE : within(Math.max(0, length - Number(to)), length - 1);
  if (to === '') return within(Number(from), length - 1);
  return Number(from) > Number(to) ? WHOLE : within(Number(from), Math.min(Number(to), length - 1));
};

const within = (first: number, last: number): ByteWindow => (first > last ? { kind: 'unsatisfiable' } : { kind: 'part', first, last });
