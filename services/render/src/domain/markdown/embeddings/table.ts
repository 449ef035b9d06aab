/** Every embedding by its name in lower case and without spaces. */
import type { Embedding } from './embedding.ts';
import { figure, imageFrame, infoBox, video } from './figures.ts';
import { attachmentList, dataTable, pageIndex } from './lists.ts';

export const EMBEDDINGS: ReadonlyMap<string, Embedding> = new Map([
  ['attachmentlist', attachmentList],
  ['attachments', attachmentList],
  ['datatable', dataTable],
  ['figure', figure],
  ['imageframe', imageFrame],
  ['infobox', infoBox],
  ['pageindex', pageIndex],
  ['video', video],
]);
