/**
 * Drafts in the table: all of a wiki in one partition, so that they are found without a search when it goes, or when one of its members does.
 * Per account one row lists them; each text lies in rows of its own, which are never changed, so whoever reads meets a whole text or none.
 */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Key, Operation, Row, Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import { turns } from '@wikibot/platform/kernel/turns';
import type { DraftText, KeptDraft } from '../domain/drafts.ts';
import { expiryOf } from '../domain/drafts.ts';
import type { Drafts, Shelf, ShelfChange } from '../ports/drafts.ts';

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/** As base64 a piece stays below the largest row. */
const PIECE_BYTES = 270_000;

const partition = ({ wikiId }: Pick<Shelf, 'wikiId'>): string => `drafts#${wikiId}`;
const shelfKey = (shelf: Shelf): Key => ({ pk: partition(shelf), sk: `${shelf.accountId}#shelf` });
const pieceKey = (shelf: Shelf, draftRevision: string, piece: number): Key => ({
  pk: partition(shelf),
  sk: `${shelf.accountId}#text#${draftRevision}#${piece}`,
});

/** With the number of pieces of its text. */
type Shelved = KeptDraft & { readonly pieces: number };

interface ReadShelf {
  readonly version: number;
  readonly drafts: readonly Shelved[];
}

const AGAIN = 50;

export const tableDrafts = (table: Table, clock: Pick<Clock, 'now' | 'sleep'>): Drafts => {
  const inTurn = turns();
  const read = async (shelf: Shelf): Promise<ReadShelf> => {
    const row = await table.get(shelfKey(shelf));
    const drafts = (row?.['drafts'] ?? []) as unknown as readonly Shelved[]; // only write() puts it
    return { version: Number(row?.['version'] ?? 0), drafts };
  };
  const alive = ({ drafts }: ReadShelf): readonly Shelved[] => drafts.filter(({ expires }) => Date.parse(expires) > clock.now());
  const changed = async (shelf: Shelf, before: ReadShelf, change: ShelfChange): Promise<boolean> => {
    try {
      await table.write(await operationsFor({ shelf, before, change, now: clock.now() }));
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  };
  return {
    list: async (shelf) => alive(await read(shelf)),
    text: async (shelf, draftRevision) => {
      const found = (await read(shelf)).drafts.find((draft) => draft.draftRevision === draftRevision);
      if (!found) return undefined;
      return textIn(await table.getMany(numbers(found.pieces).map((piece) => pieceKey(shelf, draftRevision, piece))));
    },
    change: (shelf, decide) =>
      inTurn(`${shelf.wikiId} ${shelf.accountId}`, async () => {
        for (let attempt = 0; attempt < AGAIN; attempt += 1) {
          const before = await read(shelf);
          const { change, said } = decide(alive(before));
          if (!change || (await changed(shelf, before, change))) return said;
          await clock.sleep(attempt);
        }
        throw new Error('the drafts of an account change too often to be written');
      }),
  };
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);

interface Write {
  readonly shelf: Shelf;
  readonly before: ReadShelf;
  readonly change: ShelfChange;
  readonly now: number;
}

/** One transaction: at most ten pieces come or go with a change of one draft; those of drafts that expired go by themselves. */
const operationsFor = async ({ shelf, before, change, now }: Write): Promise<readonly Operation[]> => {
  const { written } = change;
  const pieces = written ? await piecesOf(written.text) : [];
  const expiresAt = seconds(expiryOf(now));
  const drafts = change.drafts.map((draft) => ({ ...draft, pieces: piecesIn(before, draft) ?? pieces.length }));
  const kept = new Set(drafts.map(({ draftRevision }) => draftRevision));
  const gone = before.drafts.filter(({ draftRevision, expires }) => !kept.has(draftRevision) && Date.parse(expires) > now);
  const key = shelfKey(shelf);
  return [
    {
      put: { ...key, drafts, version: before.version + 1, expiresAt },
      if: before.version === 0 ? 'absent' : { field: 'version', equals: before.version },
    },
    ...pieces.map((piece, number) => ({ put: { ...pieceKey(shelf, written?.draftRevision ?? '', number), piece, expiresAt } })),
    ...gone.flatMap((draft) => numbers(draft.pieces).map((piece) => ({ delete: pieceKey(shelf, draft.draftRevision, piece) }))),
  ];
};

const piecesIn = ({ drafts }: ReadShelf, { draftRevision }: KeptDraft): number | undefined =>
  drafts.find((draft) => draft.draftRevision === draftRevision)?.pieces;

const piecesOf = async (text: DraftText): Promise<readonly string[]> => {
  const packed = await deflated(JSON.stringify(text));
  return numbers(Math.ceil(packed.length / PIECE_BYTES)).map((piece) =>
    packed.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES).toString('base64'),
  );
};

const textIn = async (rows: readonly (Row | undefined)[]): Promise<DraftText | undefined> => {
  if (rows.some((row) => row === undefined)) return undefined;
  const packed = Buffer.concat(rows.map((row) => Buffer.from(String(row?.['piece']), 'base64')));
  return JSON.parse((await inflated(packed)).toString()) as DraftText; // only piecesOf packs it
};
