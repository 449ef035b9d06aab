/** What every place for uploads promises. A spec calls {@link describeUploads} with a way to open an empty one, and to put something there as a client would. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenedUpload, Uploads } from './uploads.ts';

export interface UploadsUnderTest {
  readonly uploads: Uploads;
  readonly now: () => number;
  /** Whether what was put was taken. */
  readonly put: (opened: OpenedUpload, content: Uint8Array) => Promise<boolean>;
}

export function describeUploads(name: string, open: () => Promise<UploadsUnderTest>): void {
  describe(`${name} keeps the contract of a place for uploads`, () => {
    let under: UploadsUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    const opened = (key: string, bytes: number, milliseconds = 60_000) =>
      under.uploads.open({ key, bytes, until: under.now() + milliseconds });
    const textAt = async (key: string) => {
      const content = await under.uploads.read(key);
      return content && Buffer.from(content).toString();
    };

    it('gives back what was put, byte for byte, and nothing before', async () => {
      const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256));
      const upload = await opened('wik_1/acc_1/one', content.length);
      expect(await under.uploads.read('wik_1/acc_1/one')).toBeUndefined();
      expect(await under.put(upload, content)).toBe(true);
      expect(Buffer.compare((await under.uploads.read('wik_1/acc_1/one')) ?? Buffer.alloc(0), content)).toBe(0);
    });

    it('takes no other size than was said', async () => {
      const upload = await opened('wik_1/acc_1/one', 5);
      expect(await under.put(upload, Buffer.from('123456'))).toBe(false);
      expect(await under.put(upload, Buffer.from('1234'))).toBe(false);
      expect(await textAt('wik_1/acc_1/one')).toBeUndefined();
      expect(await under.put(upload, Buffer.from('12345'))).toBe(true);
    });

    it('lets a client that was cut off put it again', async () => {
      const upload = await opened('wik_1/acc_1/one', 5);
      await under.put(upload, Buffer.from('first'));
      expect(await under.put(upload, Buffer.from('again'))).toBe(true);
      expect(await textAt('wik_1/acc_1/one')).toBe('again');
    });

    it('keeps what lies at other places apart, and gives nobody an address that works for another', async () => {
      const one = await opened('wik_1/acc_1/one', 3);
      const two = await opened('wik_2/acc_1/one', 3);
      await under.put(one, Buffer.from('one'));
      expect(await textAt('wik_2/acc_1/one')).toBeUndefined();
      const swapped = { ...one, url: one.url.replace('wik_1', 'wik_2') };
      expect(await under.put(swapped, Buffer.from('bad'))).toBe(false);
      await under.put(two, Buffer.from('two'));
      expect([await textAt('wik_1/acc_1/one'), await textAt('wik_2/acc_1/one')]).toEqual(['one', 'two']);
    });

    it('takes nothing at an address that was changed, or made up', async () => {
      const upload = await opened('wik_1/acc_1/one', 3);
      const last = upload.url.at(-1) === '0' ? '1' : '0';
      expect(await under.put({ ...upload, url: upload.url.slice(0, -1) + last }, Buffer.from('bad'))).toBe(false);
    });

    it('takes nothing after its time', async () => {
      const upload = await opened('wik_1/acc_1/late', 3, -1000);
      expect(await under.put(upload, Buffer.from('bad'))).toBe(false);
    });
  });
}
