/** Messages and outcomes too large for a row travel as a claim check: their data lies in the payload store (Hohpe & Woolf, "Claim Check"). */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { PayloadId } from '@wikibot/contracts/define/ids';
import type { About, Payloads } from './payloads.ts';

/** A row ends at 400 KB; what is below this fits with everything around it. */
const MOST_BYTES = 200 * 1024;

/**
 * Two code points that are no characters: JSON writes them as they are, and a queue of SQS refuses a message that has one (API Reference,
 * "SendMessage", MessageBody). A text with one of them travels as a payload.
 */
const NO_CHARACTER = /[\ufffe\uffff]/;

/** Whether a message may carry the text as it is, wherever it goes. */
export const canTravel = (text: string): boolean => !NO_CHARACTER.test(text);

/** Stands where the data was. */
interface Claim {
  readonly claimCheck: PayloadId;
}

const isClaim = (data: unknown): data is Claim =>
  typeof data === 'object' && data !== null && typeof (data as Partial<Claim>).claimCheck === 'string';

/** The data as a row may carry it. Without a payload store it stays as it is, and the table says when it is too large. */
export const checkIn = async (data: unknown, payloads: Payloads | undefined, about: About = {}): Promise<unknown> => {
  if (!payloads || data === undefined) return data;
  const json = JSON.stringify(data);
  // Every UTF-16 unit takes at most three bytes: short texts need not be measured.
  if (canTravel(json) && (json.length * 3 <= MOST_BYTES || Buffer.byteLength(json) <= MOST_BYTES)) return data;
  return { claimCheck: await payloads.put(Buffer.from(json), about) } satisfies Claim;
};

export const checkOut = async (data: unknown, payloads: Payloads | undefined): Promise<unknown> => {
  if (!isClaim(data) || !payloads) return data;
  return JSON.parse(Buffer.from(await payloads.get(data.claimCheck)).toString('utf8'));
};

export const checkedIn = async <E extends Envelope>(envelope: E, payloads: Payloads | undefined): Promise<E> => ({
  ...envelope,
  data: await checkIn(envelope.data, payloads, envelope.tenant),
});
export const checkedOut = async <E extends Envelope>(envelope: E, payloads: Payloads | undefined): Promise<E> => ({
  ...envelope,
  data: await checkOut(envelope.data, payloads),
});
