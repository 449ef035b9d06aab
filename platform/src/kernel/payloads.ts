/** The payload store: content too large for a message, under its own SHA-256. Reading it is the one exception to "own table only". */
import { createHash } from 'node:crypto';
import { PayloadId } from '@wikibot/contracts/define/ids';

export interface Payloads {
  /** Durable when it resolves; the same content twice is stored once. */
  put(content: Uint8Array): Promise<PayloadId>;
  /** @throws {PayloadMissing} */
  get(id: PayloadId): Promise<Uint8Array>;
}

export class PayloadMissing extends Error {
  override readonly name = 'PayloadMissing';
  constructor(id: PayloadId) {
    super(`payload ${id} is not in the store`);
  }
}

export const payloadIdOf = (content: Uint8Array): PayloadId => PayloadId.parse(createHash('sha256').update(content).digest('hex'));

/** Keeps payloads in memory, for tests of slices. */
export const memoryPayloads = (): Payloads => {
  const stored = new Map<PayloadId, Uint8Array>();
  return {
    put: (content) => {
      const id = payloadIdOf(content);
      stored.set(id, content.slice());
      return Promise.resolve(id);
    },
    get: (id) => {
      const content = stored.get(id);
      return content ? Promise.resolve(content.slice()) : Promise.reject(new PayloadMissing(id));
    },
  };
};
