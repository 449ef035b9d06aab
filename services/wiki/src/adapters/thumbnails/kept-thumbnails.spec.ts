import { beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { memoryTable } from '@wikibot/platform/kernel/memory-table';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import type { Picture, Thumbnails } from '../../ports.ts';
import { keptThumbnails } from './kept-thumbnails.ts';
import type { Shrunk } from './threaded-shrinking.ts';

const wikiId = WikiId.parse(`wik_${'a'.repeat(32)}`);
const otherWiki = WikiId.parse(`wik_${'b'.repeat(32)}`);
const picture: Picture = { wikiId, blob: ObjectId.parse('a'.repeat(40)), content: Buffer.from('picture'), side: 100 };
const madeOf = (text: string): Shrunk => ({ kind: 'made', thumbnail: { type: 'image/webp', content: Buffer.from(text) } });

let made: number;
let outcome: Shrunk;
let table: ReturnType<typeof memoryTable>;
let thumbnails: Thumbnails;
const opened = (payloads = memoryPayloads()) =>
  keptThumbnails({
    table,
    payloads,
    shrink: async ({ side }) => {
      made += 1;
      return outcome.kind === 'made' ? madeOf(`${side}`) : outcome;
    },
  });
beforeEach(() => {
  made = 0;
  outcome = madeOf('');
  table = memoryTable({ now: () => 0 });
  thumbnails = opened();
});
const textOf = async (over: Partial<Picture> = {}) => {
  const thumbnail = await thumbnails.of({ ...picture, ...over });
  return thumbnail && Buffer.from(thumbnail.content).toString();
};

describe('a small version', () => {
  it('is made once, also for many who want it at once', async () => {
    expect(await Promise.all([textOf(), textOf(), textOf()])).toEqual(['100', '100', '100']);
    expect(made).toBe(1);
    expect(await thumbnails.of(picture)).toMatchObject({ type: 'image/webp' });
  });

  it('is made for each size, each content and each wiki', async () => {
    expect([await textOf(), await textOf({ side: 800 })]).toEqual(['100', '800']);
    await textOf({ blob: ObjectId.parse('b'.repeat(40)) });
    await textOf({ wikiId: otherWiki });
    expect(made).toBe(4);
  });

  it('is made again when it was lost', async () => {
    await textOf();
    thumbnails = opened();
    expect(await textOf()).toBe('100');
    expect(made).toBe(2);
  });
});

describe('that there is none', () => {
  it.each(['original', 'failed'] as const)('is remembered when the picture is why: %s', async (kind) => {
    outcome = { kind };
    expect([await textOf(), await textOf(), made]).toEqual([undefined, undefined, 1]);
  });

  it('is tried again when there was no time', async () => {
    outcome = { kind: 'later' };
    expect(await textOf()).toBeUndefined();
    outcome = madeOf('');
    expect([await textOf(), made]).toEqual(['100', 2]);
  });
});
