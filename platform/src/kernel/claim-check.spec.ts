import { describe, expect, it } from '@jest/globals';
import { checkedIn, checkedOut, checkIn, checkOut } from './claim-check.ts';
import { depositRequest } from './ledger-fixture.ts';
import { memoryPayloads, payloadIdOf } from './payloads.ts';

describe('a claim check', () => {
  it('leaves short content where it is', async () => {
    const short = { text: 'x'.repeat(200_000) };
    expect(await checkIn(short, memoryPayloads())).toBe(short);
  });

  it.each(['x', 'ü', '€', '😀', '\u0000', '"'])(
    'keeps what a row carries below its limit for long texts of %j, and gives all of it back',
    async (letter) => {
      const payloads = memoryPayloads();
      for (const length of [20_000, 60_000, 120_000, 400_000]) {
        const content = { text: letter.repeat(length) };
        const carried = await checkIn(content, payloads);
        expect(Buffer.byteLength(JSON.stringify(carried))).toBeLessThan(250_000);
        expect(await checkOut(carried, payloads)).toEqual(content);
      }
    },
  );

  it.each(['\ufffe', '\uffff'])('keeps %j, which no queue would take, out of the message', async (text) => {
    const payloads = memoryPayloads();
    const carried = await checkIn({ text }, payloads);
    expect(carried).toEqual({ claimCheck: expect.any(String) });
    expect(await checkOut(carried, payloads)).toEqual({ text });
  });

  it('is the address of the content, so that the same content is kept once', async () => {
    const content = { text: 'x'.repeat(400_000) };
    const carried = await checkIn(content, memoryPayloads());
    expect(carried).toEqual({ claimCheck: payloadIdOf(Buffer.from(JSON.stringify(content)), {}) });
  });

  it('is not made where there is no store, and none is taken for one', async () => {
    const content = { text: 'x'.repeat(400_000) };
    expect(await checkIn(content, undefined)).toBe(content);
    expect(await checkOut({ claimCheck: 'x' }, undefined)).toEqual({ claimCheck: 'x' });
    for (const data of [null, undefined, 'text', 7, [], { other: 1 }]) expect(await checkOut(data, memoryPayloads())).toEqual(data);
  });

  it('that is not in the store is a fault', async () => {
    await expect(checkOut({ claimCheck: 'f'.repeat(64) }, memoryPayloads())).rejects.toMatchObject({ name: 'PayloadMissing' });
  });

  it('carries the data of a message and leaves its envelope as it is', async () => {
    const payloads = memoryPayloads();
    const message = depositRequest({ ledger: 'x'.repeat(400_000), amount: 1 });
    const carried = await checkedIn(message, payloads);
    expect({ ...carried, data: 0 }).toEqual({ ...message, data: 0 });
    expect(await checkedOut(carried, payloads)).toEqual(message);
  });
});
