/** Small versions of pictures, each made once and kept: the bytes in the payload store, their address in the service's table. */
import { PayloadId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { PayloadMissing } from '@wikibot/platform/kernel/payloads';
import type { Row, Table } from '@wikibot/platform/kernel/table';
import { turns } from '@wikibot/platform/kernel/turns';
import type { Thumbnail } from '../../domain/attachments/thumbnail.ts';
import type { Picture, Thumbnails } from '../../ports.ts';
import type { Shrinking } from './threaded-shrinking.ts';

export interface KeptThumbnailsParts {
  readonly table: Table;
  readonly payloads: Payloads;
  readonly shrink: Shrinking;
}

/** With another way of making them, another number: then all are made anew. */
const MAKING = 1;

export const keptThumbnails = ({ table, payloads, shrink }: KeptThumbnailsParts): Thumbnails => {
  const inTurn = turns();
  const keep = async (picture: Picture): Promise<Thumbnail | undefined> => {
    const known = await kept({ table, payloads }, picture);
    if (known) return known.thumbnail;
    const made = await shrink({ shrink: picture.content, side: picture.side });
    if (made.kind === 'later') return undefined;
    const thumbnail = made.kind === 'made' ? made.thumbnail : undefined;
    const stored = thumbnail && { payload: await payloads.put(thumbnail.content, picture), type: thumbnail.type };
    await table.write([{ put: { ...keyOf(picture), ...stored } }]);
    return thumbnail;
  };
  return {
    of: (picture) => inTurn(`${picture.wikiId} ${picture.blob} ${picture.side}`, () => keep(picture)),
    partitions: thumbnailPartitions,
  };
};

const keyOf = ({ wikiId, blob, side }: Picture) => ({ pk: partitionOf(MAKING, wikiId), sk: `${blob}#${side}` });

const partitionOf = (making: number, wikiId: WikiId): string => `thumbnails#${making}#${wikiId}`;

/** Where all of a wiki lie, those of earlier makings too. */
const thumbnailPartitions = (wikiId: WikiId): readonly string[] =>
  Array.from({ length: MAKING }, (_, making) => partitionOf(making + 1, wikiId));

/** Undefined when it was never tried, or was lost. That there is none is known as well. */
const kept = async (
  { table, payloads }: Pick<KeptThumbnailsParts, 'table' | 'payloads'>,
  picture: Picture,
): Promise<{ readonly thumbnail: Thumbnail | undefined } | undefined> => {
  const row = await table.get(keyOf(picture));
  if (!row) return undefined;
  if (row['payload'] === undefined) return { thumbnail: undefined };
  try {
    return { thumbnail: { type: typeOf(row), content: await payloads.get(PayloadId.parse(row['payload'])) } };
  } catch (error) {
    if (error instanceof PayloadMissing) return undefined;
    throw error;
  }
};

const typeOf = (row: Row): Thumbnail['type'] => (row['type'] === 'image/jpeg' ? 'image/jpeg' : 'image/webp');
