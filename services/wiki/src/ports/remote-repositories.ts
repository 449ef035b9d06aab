import type { ObjectId, PayloadId } from '@wikibot/contracts/define/ids';
import type { About } from '@wikibot/platform/kernel/payloads';

export interface WantedRepository {
  readonly url: string;
  /** Empty: the one that the server names. */
  readonly branch: string;
}

export type Fetched =
  | { readonly ok: true; readonly head: ObjectId; readonly packs: readonly PayloadId[]; readonly bytes: number }
  /** In words for whoever gave the address. */
  | { readonly ok: false; readonly reason: string; readonly isTemporary: boolean };

/** Repositories on servers of others, spoken to as git does over HTTP (gitprotocol-http(5), gitprotocol-pack(5)). */
export interface RemoteRepositories {
  /** Fetches all that a branch reaches for a wiki, as one pack in pieces that go with it; nothing of it is checked. */
  fetch(wanted: WantedRepository, about: About): Promise<Fetched>;
}
