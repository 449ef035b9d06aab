/** The history of a page goes on at the addresses that it had before, as far as its reader may see them. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Change } from '@wikibot/contracts/requests/pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { arrivalAt, revisionsOf } from '../views/pages.ts';
import type { Reader as AnyReader } from './reader.ts';

type Reader = Pick<AnyReader, 'wikiId' | 'maySee'>;
type Asking = Pick<KernelPorts, 'view'>;

/** A stretch of a page's history at one address; both sequences belong to it. */
export interface Life {
  readonly path: string;
  readonly since: number;
  readonly upTo: number;
}

/** Beyond every sequence there will be: keys have twelve digits. */
const END = 10 ** 12 - 2;

/** Newest first. Where a page comes from an address that is closed to the reader, its history ends. */
export async function* livesOf(ports: Asking, { wikiId, maySee }: Reader, path: string): AsyncIterable<Life> {
  for (let at: { path: string; upTo: number } | undefined = { path, upTo: END }; at;) {
    const arrival: Awaited<ReturnType<typeof arrivalAt>> = await arrivalAt(ports, wikiId, at);
    yield { ...at, since: arrival?.sequence ?? 0 };
    at = arrival && maySee(arrival.from) ? { path: arrival.from, upTo: arrival.sequence - 1 } : undefined;
  }
}

/** What a page was called after the change of the wiki with this sequence; undefined when that is not for this reader. */
export const pathAt = async (ports: Asking, reader: Reader, { path, sequence }: { readonly path: string; readonly sequence: number }) => {
  for await (const life of livesOf(ports, reader, path)) if (life.since <= sequence) return life.path;
  return undefined;
};

/** A change, and what the page was called after it. */
export interface ToldChange {
  readonly path: string;
  readonly change: Change;
}

const AT_ONCE = 100;

/** The changes of a page, newest first, before a sequence when told. */
export async function* toldChanges(
  ports: Asking,
  reader: Reader,
  { path, before = END + 1 }: { readonly path: string; readonly before?: number },
): AsyncIterable<ToldChange> {
  for await (const life of livesOf(ports, reader, path)) {
    const upTo = Math.min(life.upTo, before - 1);
    if (upTo >= life.since) yield* changesIn(ports, reader.wikiId, { ...life, upTo });
  }
}

async function* changesIn(ports: Asking, wikiId: WikiId, { path, since, upTo }: Life): AsyncIterable<ToldChange> {
  for (let after: string | undefined = placeBehind(upTo); after !== undefined;) {
    const { changes, next }: Awaited<ReturnType<typeof revisionsOf>> = await revisionsOf(ports, wikiId, { path, limit: AT_ONCE, after });
    for (const change of changes) {
      if (change.sequence < since) return;
      yield { path, change };
    }
    after = next;
  }
}

/** Histories are kept by sequence. */
const placeBehind = (sequence: number): string => String(sequence + 1).padStart(12, '0');
