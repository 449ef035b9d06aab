import { describe, expect, it } from '@jest/globals';
import { splitBody } from './request-body.ts';

const line = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
const COMMANDS = [line('one'), line('two')].join('');
const PACK = Buffer.alloc(200_000, 'PACK');

async function* inPieces(body: Buffer, length: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < body.length; at += length) yield body.subarray(at, at + length);
}

const split = async (body: Buffer, length: number) => {
  const { lines, rest } = await splitBody(inPieces(body, length));
  const behind: Uint8Array[] = [];
  for await (const chunk of rest) behind.push(chunk);
  return { lines: lines.map(String), pack: Buffer.concat(behind) };
};

describe('the body of a push', () => {
  it.each([1_000_000, 65_536, 65_537, 7, 24])('is commands and a pack, also when it comes in pieces of %i bytes', async (length) => {
    const { lines, pack } = await split(Buffer.concat([Buffer.from(`${COMMANDS}0000`), PACK]), length);
    expect(lines).toEqual(['one', 'two']);
    expect(pack.equals(PACK)).toBe(true);
  });

  it.each([1_000_000, 1_000])('has no endless commands, in pieces of %i bytes', async (length) => {
    const endless = Buffer.from(`${COMMANDS.repeat(10_000)}0000`);
    await expect(split(endless, length)).rejects.toThrow('bytes of commands');
    await expect(split(Buffer.from(COMMANDS), length)).rejects.toThrow('ends before its commands do');
  });
});
