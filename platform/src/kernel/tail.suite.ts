/** What every table promises whose messages can be followed in one program. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConditionFailed } from './table.ts';
import type { Operation } from './table.ts';
import type { OutgoingMessage, TailedTable } from './tail.ts';

export interface OpenedTail {
  readonly table: TailedTable;
  close(): Promise<void>;
}

const at = (sk: string): { readonly pk: string; readonly sk: string } => ({ pk: 'p', sk });
const message = (sk: string, text: string): Operation => ({ put: { ...at(sk), other: 1, outgoing: { text } } });
const texts = (messages: readonly OutgoingMessage[]): readonly unknown[] => messages.map(({ outgoing }) => outgoing['text']);

/** @param open answers an empty table */
export function describeTail(name: string, open: () => Promise<OpenedTail>): void {
  describe(`${name} can be followed`, () => {
    let opened: OpenedTail;
    beforeEach(async () => void (opened = await open()));
    afterEach(async () => opened.close());

    it('each put of a row with the field outgoing leaves a message, in order', async () => {
      const { table } = opened;
      await table.write([message('b', 'one'), { put: at('plain') }, message('a', 'two')]);
      await table.write([message('b', 'three')]);
      const read = table.tail.read(10);
      expect(read.map(({ key, outgoing }) => ({ key, outgoing }))).toEqual([
        { key: at('b'), outgoing: { text: 'one' } },
        { key: at('a'), outgoing: { text: 'two' } },
        { key: at('b'), outgoing: { text: 'three' } },
      ]);
      expect(read.map(({ position }) => position)).toEqual(read.map(({ position }) => position).toSorted((x, y) => x - y));
    });

    it('the row keeps the field, and the message outlives the row', async () => {
      const { table } = opened;
      await table.write([message('a', 'one')]);
      expect(await table.get(at('a'))).toEqual({ ...at('a'), other: 1, outgoing: { text: 'one' } });
      await table.write([{ delete: at('a') }]);
      expect(texts(table.tail.read(10))).toEqual(['one']);
    });

    it('a refused write, a counter and a delete leave none', async () => {
      const { table } = opened;
      await table.write([message('a', 'one')]);
      await expect(table.write([message('b', 'never'), { check: at('a'), if: 'absent' }])).rejects.toThrow(ConditionFailed);
      await table.write([{ add: at('a'), amounts: { n: 1 } }]);
      await table.write([{ delete: at('a') }]);
      expect(texts(table.tail.read(10))).toEqual(['one']);
    });

    it('messages are read until they are done, in any order, again and again', async () => {
      const { table } = opened;
      await table.write(['1', '2', '3', '4'].map((n) => message(n, n)));
      expect(texts(table.tail.read(2))).toEqual(['1', '2']);
      const [one, two, three] = table.tail.read(10).map(({ position }) => position);
      expect(texts(table.tail.read(2, two))).toEqual(['3', '4']);
      table.tail.done([three ?? 0, one ?? 0]);
      table.tail.done([one ?? 0]);
      table.tail.done([]);
      expect(texts(table.tail.read(10))).toEqual(['2', '4']);
    });

    it('a position is never used twice', async () => {
      const { table } = opened;
      await table.write([message('a', 'one')]);
      const first = table.tail.read(1)[0]?.position ?? 0;
      table.tail.done([first]);
      await table.write([message('a', 'two')]);
      expect(table.tail.read(1)[0]?.position).toBeGreaterThan(first);
      expect(texts(table.tail.read(10, first))).toEqual(['two']);
    });

    it('listeners are called once the messages can be read, and only when there are some', async () => {
      const { table } = opened;
      const heard: (readonly unknown[])[] = [];
      const stop = table.tail.onWrite(() => void heard.push(texts(table.tail.read(10))));
      await table.write([{ put: at('plain') }]);
      await table.write([message('a', 'one')]);
      await expect(table.write([message('b', 'never'), { check: at('a'), if: 'absent' }])).rejects.toThrow(ConditionFailed);
      stop();
      await table.write([message('a', 'two')]);
      expect(heard).toEqual([['one']]);
    });

    it('what a message holds is no alias of what was written or read', async () => {
      const { table } = opened;
      const outgoing = { list: [1] };
      const written = table.write([{ put: { ...at('a'), outgoing } }]);
      outgoing.list.push(2);
      await written;
      (table.tail.read(1)[0]?.outgoing['list'] as number[]).push(3);
      expect(table.tail.read(1)[0]?.outgoing).toEqual({ list: [1] });
    });

    it.each([
      ['text', 'x'],
      ['a list', []],
      ['null', null],
    ] as const)('%s in the field outgoing is refused', async (_, outgoing) => {
      await expect(opened.table.write([{ put: { ...at('a'), outgoing } }])).rejects.toThrow('outgoing');
      expect(await opened.table.get(at('a'))).toBeUndefined();
    });
  });
}
