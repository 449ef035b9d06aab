import type { Row, Table } from '@wikibot/platform/kernel/table';
import { succeeds } from './conditional-write.ts';
import type { Shelf, Shelves, WikiShelves } from '../ports/shelves.ts';

const partition = (wikiId: string): string => `index#${wikiId}`;
const keyOf = (wikiId: string) => ({ pk: partition(wikiId), sk: 'shelves' });

const NO_RUN = '';

/** The first shelf has the name of the wiki, each further one a number behind it. */
const shelfId = (wikiId: string, generation: number): string => (generation === 0 ? wikiId : `${wikiId}.${generation}`);

interface Said {
  readonly generation: number;
  readonly model: string;
  readonly learned: number;
  /** Of the run that fills the next shelf; empty when none does. */
  readonly run: string;
  readonly nextGeneration: number;
  readonly nextModel: string;
}

const NEW: Said = { generation: 0, model: '', learned: 0, run: NO_RUN, nextGeneration: 0, nextModel: '' };

const saidIn = (row: Row | undefined): Said => (row ? (row as unknown as Said) : NEW); // as we wrote it

const shelvesOf = (wikiId: string, row: Row | undefined): WikiShelves => {
  const said = saidIn(row);
  const serving: Shelf = { id: shelfId(wikiId, said.generation), model: said.model, learned: said.learned, isBuilding: false };
  if (said.run === NO_RUN) return { isNew: row === undefined, serving };
  const building = { id: shelfId(wikiId, said.nextGeneration), model: said.nextModel, learned: 0, run: said.run, isBuilding: true };
  return { isNew: false, serving, building };
};

/** One row for each wiki in search's own table. */
export const tableShelves = (table: Table): Shelves => {
  const put = (wikiId: string, said: Said, run: string | 'absent'): Promise<boolean> =>
    succeeds(table.write([{ put: { ...keyOf(wikiId), ...said }, if: run === 'absent' ? 'absent' : { field: 'run', equals: run } }]));
  const read = async (wikiId: string) => table.get(keyOf(wikiId));
  return {
    partition,
    of: async (wikiId) => shelvesOf(wikiId, await read(wikiId)),
    label: async (wikiId, model) => void (await put(wikiId, { ...NEW, model }, 'absent')),
    async begin(wikiId, run, nextModel) {
      const row = await read(wikiId);
      const said = saidIn(row);
      if (said.run === run) return true;
      if (said.run !== NO_RUN) return false;
      // A number is never used twice: what a run that was given up may still write stays apart.
      const nextGeneration = Math.max(said.generation, said.nextGeneration) + 1;
      return put(wikiId, { ...said, run, nextGeneration, nextModel }, row ? NO_RUN : 'absent');
    },
    async serve(wikiId, run, learned) {
      const said = saidIn(await read(wikiId));
      if (said.run !== run) return false;
      return put(wikiId, { ...said, generation: said.nextGeneration, model: said.nextModel, learned, run: NO_RUN }, run);
    },
    async give(wikiId, run) {
      const said = saidIn(await read(wikiId));
      if (said.run === run) await put(wikiId, { ...said, run: NO_RUN }, run);
    },
  };
};
