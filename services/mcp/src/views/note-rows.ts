/** Places and shapes of the rows that the view `notes` keeps. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Row } from '@wikibot/platform/kernel/table';
import type { Note } from '../domain/note.ts';

export const notePartition = (wikiId: WikiId): string => `notes#${wikiId}`;
export const textPartition = (wikiId: WikiId): string => `text#${wikiId}`;
export const wikiPartition = (wikiId: WikiId): string => `wiki#${wikiId}`;
/** Who links, or linked, to a page. */
export const incomingPartition = (wikiId: WikiId, target: string): string => `in#${wikiId}#${target}`;

export const noteOfRow = (row: Row): Note => row as unknown as Note; // as the fold wrote it
