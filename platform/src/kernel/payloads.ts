/** The payload store: content too large for a message, under its own SHA-256. Reading it is the one exception to "own table only". */
import { createHash } from 'node:crypto';
import { PayloadId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';

/** What a payload is about: a tenant will do. */
export interface About {
  readonly wikiId?: WikiId | undefined;
}

export interface Payloads {
  /** Durable when it resolves; the same content about the same wiki is stored once. */
  put(content: Uint8Array, about: About): Promise<PayloadId>;
  /** @throws {PayloadMissing} */
  get(id: PayloadId): Promise<Uint8Array>;
  /** Deletes everything about a wiki, and nothing else. */
  forget(wikiId: WikiId): Promise<void>;
}

export class PayloadMissing extends Error {
  override readonly name = 'PayloadMissing';
  constructor(id: PayloadId) {
    super(`payload ${id} is not in the store`);
  }
}

export const payloadIdOf = (content: Uint8Array, { wikiId }: About): PayloadId => {
  const hash = createHash('sha256').update(content).digest('hex');
  return PayloadId.parse(wikiId === undefined ? hash : `${wikiId}/${hash}`);
};

/** The wiki's part of an id, and the hash of the content. */
export const partsOfPayload = (id: PayloadId): { readonly about: string | undefined; readonly hash: string } => {
  const [hash = '', about] = id.split('/').reverse();
  return { about, hash };
};

/** Keeps payloads in memory, for tests of slices. */
export const memoryPayloads = (): Payloads => {
  const stored = new Map<PayloadId, Uint8Array>();
  return {
    put: (content, about) => {
      const id = payloadIdOf(content, about);
      stored.set(id, content.slice());
      return Promise.resolve(id);
    },
    get: (id) => {
      const content = stored.get(id);
      return content ? Promise.resolve(content.slice()) : Promise.reject(new PayloadMissing(id));
    },
    forget: async (wikiId) => {
      for (const id of stored.keys()) if (partsOfPayload(id).about === wikiId) stored.delete(id);
    },
  };
};
