import { describe, expect, it } from '@jest/globals';
import { best, indexOf, pageOf, ask, paths } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const GARDEN = {
  Tomatoes: 'Water the seedlings every morning.\n\n## Blight\nA fungus of wet summers. Remove the leaves at once.',
  Seedlings: 'Sow in March, in trays of peat-free compost, and keep them warm.',
  Compost: 'Layers of green and brown. It heats up to sixty degrees and receives the kitchen waste.',
  Shed: 'A café table, tools, and a configuration of shelves.',
};

const WORDS: readonly { readonly query: string; readonly path: string; readonly why: string; readonly says: string }[] = [
  { query: 'fungus ', path: 'Tomatoes', why: 'text', says: 'a word in the text' },
  { query: 'BLIGHT ', path: 'Tomatoes', why: 'heading', says: 'a heading in another case' },
  { query: 'shed ', path: 'Shed', why: 'title', says: 'the title' },
  { query: 'kitch', path: 'Compost', why: 'prefix', says: 'the beginning of a word while it is typed' },
  { query: 'kitch* the', path: 'Compost', why: 'prefix', says: 'the beginning of a word with a star' },
  { query: 'figurati ', path: 'Shed', why: 'partial', says: 'the middle of a word that is nowhere on its own' },
  { query: 'recieves ', path: 'Compost', why: 'typo', says: 'a word with two letters swapped' },
  { query: 'fungs ', path: 'Tomatoes', why: 'typo', says: 'a word that misses a letter' },
  { query: '"green and brown"', path: 'Compost', why: 'phrase', says: 'a quoted phrase' },
  { query: 'cafe ', path: 'Shed', why: 'text', says: 'a word with an accent by the word without' },
  { query: 'peat-free ', path: 'Seedlings', why: 'text', says: 'a hyphenated word' },
];

const SCRIPTS: readonly { readonly text: string; readonly query: string }[] = [
  { text: '私は日本語を勉強します', query: '日本' },
  { text: '위키는 함께 만드는 문서다', query: '위키' },
  { text: 'การค้นหาภาษาไทย', query: 'ภาษา' },
  { text: 'שָׁלוֹם עולם', query: 'שלום' },
  { text: 'السَّلام عليكم', query: 'السلام' },
  { text: 'हिन्दी में लिखा', query: 'हिन्दी' },
  { text: 'Straße nach Łódź', query: 'strasse lodz' },
  { text: 'ship it 🚀 today', query: '🚀' },
  { text: 'ﬁne ＦＵＬＬ width', query: 'fine full' },
  { text: 'Ёлка и чай', query: 'елка' },
];

export function describeFinding(open: OpenIndex): void {
  describe('finding', () => {
    it.each(WORDS)('finds a page by $says', async ({ query, path, why }) => {
      const hit = await best(await indexOf(open, GARDEN), query);
      expect(hit.path).toBe(path);
      expect(hit.why).toContain(why);
    });

    it.each(SCRIPTS)('finds $query in “$text”', async ({ text, query }) => {
      const index = await indexOf(open, { Page: text, Other: 'something else' });
      const hit = await best(index, query);
      expect(hit.path).toBe('Page');
      expect(hit.highlights.length).toBeGreaterThan(0);
    });

    it('finds pages with any word, those with all of them first though the words are in different sections', async () => {
      const far = `# Alpha\n${'filler words here and there '.repeat(40)} zebra\n\n# Beta\n${'more words to read '.repeat(40)} yak`;
      const index = await indexOf(open, { Far: far, Zebra: 'zebra zebra zebra', Yak: 'A yak.', None: 'nothing' });
      const found = await paths(index, 'zebra yak ');
      expect(found[0]).toBe('Far');
      expect([...found].sort()).toEqual(['Far', 'Yak', 'Zebra']);
    });

    it('ranks a title over a heading over the text', async () => {
      const pages = { Notes: 'About the lighthouse.', Coast: '# Lighthouse\nOld walls.', Lighthouse: 'Old walls.' };
      const others = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`Other${at}`, 'Something else entirely.']));
      expect(await paths(await indexOf(open, { ...pages, ...others }), 'lighthouse ')).toEqual(['Lighthouse', 'Coast', 'Notes']);
    });

    it('does not find a quoted phrase whose words stand apart', async () => {
      expect(await paths(await indexOf(open, GARDEN), '"brown green"')).toEqual([]);
    });

    it('points to the section, its anchor and its chunk, and marks what matched in plain text', async () => {
      const long = 'word '.repeat(60);
      const index = await indexOf(open, { Page: `${long}\n\n## First **one**\n${long} the *needle* is [here](https://x.org) ${long}` });
      const hit = await best(index, 'needle here ');
      expect(hit).toMatchObject({ section: 'First one', sectionPath: 'Page > First one', anchor: 'first-one', chunkIndex: 1 });
      expect(hit.snippet).toContain('the needle is here');
      expect(hit.highlights.map(([start, end]) => hit.snippet.slice(start, end))).toEqual(['needle', 'here']);
    });

    it('finds a page without text by its title and by its path', async () => {
      const index = await open();
      await index.put(pageOf('Places/Harbour', '', { title: 'Old port' }));
      expect((await best(index, 'port ')).why).toEqual(['title']);
      expect((await best(index, 'harbour ')).why).toEqual(['path']);
    });

    it('keeps the score between 0 and 1, at least a half for every word', async () => {
      const { hits } = await ask(await indexOf(open, GARDEN), 'fungus compost ');
      expect(hits.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
      expect((await best(await indexOf(open, GARDEN), 'fungus leaves ')).score).toBeGreaterThanOrEqual(0.5);
    });
  });
}
