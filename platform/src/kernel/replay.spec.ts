import { describe, expect, it } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import { defineFact, defineStream } from '@wikibot/contracts/define/fact';
import type { FoldSlice, ReactionSlice } from '@wikibot/contracts/define/service';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { replayFacts } from '@wikibot/contracts/define/stream-requests';
import * as z from 'zod';
import type { KernelPorts } from './ports.ts';
import { testContext, testHouse } from './test-kernel.ts';

const noteWritten = defineFact('wiki.NoteWritten', {
  meaning: 'A note was written.',
  data: z.object({ name: z.string(), text: z.string() }),
});
const noteErased = defineFact('wiki.NoteErased', { meaning: 'A note was erased.', data: z.object({ name: z.string() }) });
const notes = defineStream({ name: 'notes', service: 'wiki', meaning: 'Notes.', facts: [noteWritten, noteErased] });
const STREAM = 'notes/one';

const { reaction, view } = vocabulary<KernelPorts>();

const fold: FoldSlice<typeof notes, KernelPorts> = async (fact) => [
  { pk: 'note', sk: fact.data.name, row: fact.name === 'wiki.NoteWritten' ? { text: fact.data.text } : null },
];

const village = (disorder?: (messages: readonly Envelope[]) => readonly Envelope[]) => {
  const reactions: string[] = [];
  const count: ReactionSlice<typeof noteWritten, KernelPorts> = async (fact) => void reactions.push(fact.data.name);
  const ports = async () => ({ default: (kernel: KernelPorts) => Promise.resolve(kernel) });
  const wiki = defineService({
    name: 'wiki',
    meaning: 'Owns notes.',
    publishes: { streams: [notes], notices: [] },
    needs: [],
    ports,
    units: {},
  });
  const search = defineService({
    name: 'search',
    meaning: 'Reads notes twice and counts them.',
    publishes: { streams: [], notices: [] },
    needs: [],
    ports,
    units: {
      titles: view({ version: 1, of: [notes], load: async () => ({ default: fold }) }),
      texts: view({ version: 1, of: [notes], load: async () => ({ default: fold }) }),
      countWhenWritten: reaction({ to: [noteWritten], load: async () => ({ default: count }) }),
    },
  });
  return { house: testHouse([wiki, search], disorder ? { disorder } : {}), reactions };
};

type Village = ReturnType<typeof village>;

const write = async ({ house }: Village, ...facts: readonly { readonly name: string; readonly text?: string }[]): Promise<void> => {
  const { events } = await house.ports('wiki');
  for (const { name, text } of facts) {
    const fact = text === undefined ? { name: 'wiki.NoteErased', data: { name } } : { name: 'wiki.NoteWritten', data: { name, text } };
    await events.commit(testContext(), STREAM, async () => ({ ok: true, facts: [fact], answer: {} }));
  }
  await house.settle();
};

/** What a fault would do: rows of the views lost or wrong, while the marks say that all is applied. */
const damage = async ({ house }: Village, ...texts: readonly string[]): Promise<void> => {
  const { table } = await house.ports('search');
  for (const unit of ['titles', 'texts']) {
    const { rows } = await table.query({ pk: `view#${unit}#1#note` });
    for (const row of rows) if (texts.includes(String(row['text']))) await table.write([{ delete: row }]);
    for (const row of rows) if (!texts.includes(String(row['text']))) await table.write([{ put: { ...row, text: 'wrong' } }]);
  }
};

const replay = async ({ house }: Village, view?: string): Promise<void> => {
  const { ask } = await house.ports('search');
  const outcome = await ask(replayFacts('wiki'), { stream: STREAM, ...(view === undefined ? {} : { view }) }, testContext());
  expect(outcome).toMatchObject({ ok: true });
  await house.settle();
};

const shown = async ({ house }: Village, view: string): Promise<Record<string, unknown>> => {
  const { rows } = await (await house.ports('search')).view(view).query({ pk: 'note' });
  return Object.fromEntries(rows.map((row) => [row.sk, row['text']]));
};

const STORY = [
  { name: 'a', text: 'one' },
  { name: 'b', text: 'two' },
  { name: 'a', text: 'three' },
  { name: 'c', text: 'four' },
  { name: 'b' },
];
const END = { a: 'three', c: 'four' };

describe('a replay', () => {
  it('gives a damaged view back what it lost and rights what is wrong', async () => {
    const all = village();
    await write(all, ...STORY);
    await damage(all, 'three');
    await replay(all);
    expect([await shown(all, 'titles'), await shown(all, 'texts')]).toEqual([END, END]);
  });

  it('reaches only the view that it names', async () => {
    const all = village();
    await write(all, ...STORY);
    await damage(all, 'three');
    await replay(all, 'search.texts');
    expect(await shown(all, 'texts')).toEqual(END);
    expect(await shown(all, 'titles')).toEqual({ c: 'wrong' });
  });

  it('is never seen by a reaction', async () => {
    const all = village();
    await write(all, ...STORY);
    await replay(all);
    expect(all.reactions).toEqual(['a', 'b', 'a', 'c']);
  });

  it('ends the same in any order and with every message twice', async () => {
    const all = village((messages) => [...messages].reverse().flatMap((message) => [message, message]));
    await write(all, ...STORY);
    await replay(all);
    await replay(all);
    expect(await shown(all, 'titles')).toEqual(END);
  });

  it('goes on to the head in steps, and refuses a stream that nobody owns', async () => {
    const all = village();
    await write(all, ...Array.from({ length: 120 }, (_, index) => ({ name: `n${index}`, text: 'x' })));
    const { ask } = await all.house.ports('search');
    const steps: unknown[] = [];
    for (let after = 0; after < 120;) {
      const outcome = await ask(replayFacts('wiki'), { stream: STREAM, after }, testContext());
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      steps.push(outcome.answer);
      after = outcome.answer.upTo;
    }
    expect(steps).toEqual([
      { published: 50, upTo: 50, head: 120 },
      { published: 50, upTo: 100, head: 120 },
      { published: 20, upTo: 120, head: 120 },
    ]);
    expect(await ask(replayFacts('wiki'), { stream: 'other/one' }, testContext())).toMatchObject({
      ok: false,
      refusal: { code: 'stream.unknown' },
    });
  });
});
