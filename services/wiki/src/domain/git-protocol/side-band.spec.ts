import { describe, expect, it } from '@jest/globals';
import { packetsOf } from './pkt-line.ts';
import { contentInBand, words } from './side-band.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('the side band', () => {
  it.each([1000, 65_515, 65_516, 300_000])('carries content in pieces of %i bytes whole and in order', async (size) => {
    const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, at) => at % 251));
    const sent: Buffer[] = [];
    for await (const packet of contentInBand(inPieces(bytes, size))) sent.push(packet);
    const packets = [...packetsOf(Buffer.concat(sent))];
    expect(packets.at(-1)).toBe('flush');
    const content = packets.slice(0, -1).map((packet) => packet as Buffer);
    expect(content.every((packet) => packet[0] === 1)).toBe(true);
    expect(Buffer.concat(content.map((packet) => packet.subarray(1))).equals(bytes)).toBe(true);
  });

  it('lets no control character reach a terminal', () => {
    const [packet] = [...packetsOf(Buffer.concat([...words('page \u001b[2J\u0007x', 'next')]))];
    expect(packet?.toString()).toBe('\u0002page  [2J x\nnext\n');
  });
});
