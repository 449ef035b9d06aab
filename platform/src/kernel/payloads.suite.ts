/** What every payload store promises. A spec calls {@link describePayloads} with a way to open an empty one. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import { PayloadMissing } from './payloads.ts';
import type { Payloads } from './payloads.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

export function describePayloads(name: string, open: () => Promise<Payloads>): void {
  describe(`${name} keeps the contract of a payload store`, () => {
    let payloads: Payloads;
    beforeEach(async () => {
      payloads = await open();
    });

    it.each([
      ['text', bytes('naïve 漢字')],
      ['nothing', new Uint8Array()],
      ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
      ['a megabyte', new Uint8Array(1024 * 1024).fill(7)],
    ])('keeps %s under its SHA-256', async (_, content) => {
      const id = await payloads.put(content, {});
      expect(id).toBe(sha256(content));
      expect(Buffer.from(await payloads.get(id)).equals(content)).toBe(true);
    });

    it('takes the same content again, and at once from many', async () => {
      const ids = await Promise.all(Array.from({ length: 8 }, () => payloads.put(bytes('same'), {})));
      expect(new Set([...ids, await payloads.put(bytes('same'), {})]).size).toBe(1);
      expect(await payloads.get(PayloadId.parse(sha256(bytes('same'))))).toHaveLength(4);
    });

    it('keeps the same content once for each wiki, and forgets it with one of them', async () => {
      const [one, other] = [WikiId.parse(`wik_${'1'.repeat(32)}`), WikiId.parse(`wik_${'2'.repeat(32)}`)];
      const ids = await Promise.all([{ wikiId: one }, { wikiId: other }, {}].map((about) => payloads.put(bytes('same'), about)));
      await payloads.put(bytes('more'), { wikiId: one });
      expect(ids).toEqual([`${one}/${sha256(bytes('same'))}`, `${other}/${sha256(bytes('same'))}`, sha256(bytes('same'))]);
      await payloads.forget(one);
      await payloads.forget(one);
      const [first, ...rest] = ids;
      await expect(payloads.get(PayloadId.parse(first))).rejects.toThrow(PayloadMissing);
      for (const id of rest) expect(await payloads.get(id)).toHaveLength(4);
    });

    it('says that a payload is missing', async () => {
      await expect(payloads.get(PayloadId.parse(sha256(bytes('never stored'))))).rejects.toThrow(PayloadMissing);
    });

    it('gives a copy: neither the writer nor a reader can change what is kept', async () => {
      const content = bytes('kept');
      const id = await payloads.put(content, {});
      content.fill(0);
      (await payloads.get(id)).fill(0);
      expect(Buffer.from(await payloads.get(id)).toString()).toBe('kept');
    });
  });
}
