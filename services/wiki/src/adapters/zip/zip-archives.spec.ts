import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Looked, OpenArchive, PackedFile } from '../../ports/archives.ts';
import { zipArchives } from './zip-archives.ts';
import { zipOf, type ZipEntry } from './zip.fixture.ts';

const { read, pack } = zipArchives();
const LIMITS = { fileBytes: 1000, unpackedBytes: 3000, files: 5 };

/** Everything in it: its content, or why there is none. */
const contents = async ({ entries }: OpenArchive): Promise<readonly (readonly [string, string])[]> => {
  const found: (readonly [string, string])[] = [];
  for (const { name, problem, read: content } of entries) found.push([name, problem ?? Buffer.from(await content()).toString('utf8')]);
  return found;
};
const looked = (bytes: Uint8Array, limits = LIMITS): Promise<Looked<readonly (readonly [string, string])[]>> =>
  read(bytes, limits, contents);
const contentIn = async (bytes: Uint8Array) => {
  const found = await looked(bytes);
  return found.ok ? found.seen : found.problem;
};
const refusal = async (bytes: Uint8Array, limits = LIMITS): Promise<string> => {
  const found = await looked(bytes, limits);
  return found.ok ? 'it was taken' : found.problem;
};

describe('an archive', () => {
  it('is read by its directory, names in UTF-8 and in the code page of DOS, backslashes of Windows among them', async () => {
    const cp437 = Uint8Array.of(0x4d, 0x81, 0x2e, 0x6d, 0x64);
    const bytes = zipOf([
      { name: 'a/', content: '', method: 0, mode: 0o040755 },
      { name: 'a/ünï.md', content: 'one' },
      { name: cp437, flags: 0, content: 'two' },
      { name: 'b\\c.md', content: 'three', method: 0 },
    ]);
    expect(await contentIn(bytes)).toEqual([
      ['a/ünï.md', 'one'],
      ['Mü.md', 'two'],
      ['b/c.md', 'three'],
    ]);
  });

  it('may name what leads out of it: names are told as they are, and judged by whoever takes them', async () => {
    const names = ['../up.md', '/etc/passwd', 'a/../../b.md', 'C:/x.md', 'twice.md', 'twice.md'];
    const bytes = zipOf(names.map((name) => ({ name })));
    expect(await read(bytes, { ...LIMITS, files: 6 }, async ({ entries }) => entries.map(({ name }) => name))).toEqual({
      ok: true,
      seen: names,
    });
  });

  it.each<[string, Partial<ZipEntry>, string]>([
    ['a link', { mode: 0o120777 }, 'symbolic link'],
    ['a device', { mode: 0o020666 }, 'neither a file nor a folder'],
    ['an encrypted file', { flags: 1 }, 'encrypted'],
    ['another compression', { method: 12 }, 'packed in a way'],
    ['more than a file may have', { content: 'x'.repeat(1001) }, 'the limit is 1000'],
  ])('tells of %s without unpacking it, and gives the rest', async (_what, entry, reason) => {
    const bytes = zipOf([
      { name: 'odd', content: 'x', ...entry },
      { name: 'good.md', content: 'good' },
    ]);
    expect(await contentIn(bytes)).toEqual([
      ['odd', expect.stringContaining(reason)],
      ['good.md', 'good'],
    ]);
  });

  it.each<[string, () => Buffer, string]>([
    ['that is none', () => Buffer.from('PK, but no archive'), 'no zip archive'],
    ['that is empty', () => Buffer.alloc(0), 'no zip archive'],
    ['whose file has another checksum', () => zipOf([{ name: 'a', content: 'x', claims: { crc: 1 } }]), 'checksum'],
    ['whose file is longer than promised', () => zipOf([{ name: 'a', content: 'x'.repeat(500), claims: { bytes: 10 } }]), 'damaged'],
    ['whose file is shorter than promised', () => zipOf([{ name: 'a', content: 'x', claims: { bytes: 10 } }]), 'damaged'],
    ['with more files than the limit', () => zipOf(Array.from({ length: 6 }, (_, index) => ({ name: `${index}` }))), 'more than 5 files'],
    [
      'with more bytes than the limit',
      () => zipOf(['a', 'b', 'c', 'd'].map((name) => ({ name, content: 'x'.repeat(900) }))),
      'Its files have 3600 bytes',
    ],
  ])('%s is refused as a whole', async (_what, bytes, reason) => {
    expect(await refusal(bytes())).toContain(reason);
  });

  it('whose files share their bytes is refused before anything is unpacked', async () => {
    const random = Buffer.from(fc.sample(fc.uint8Array({ minLength: 900, maxLength: 900 }), { numRuns: 1, seed: 1 })[0] ?? []);
    const bytes = zipOf([
      { name: 'a', content: random, method: 0 },
      ...['b', 'c'].map((name) => ({ name, content: '', claims: { at: 0, bytes: 900 } })),
    ]);
    const directory = bytes.lastIndexOf('PK\u0001\u0002') - 47;
    for (const at of [directory, bytes.lastIndexOf('PK\u0001\u0002')]) bytes.writeUInt32LE(900, at + 20);
    expect(await refusal(bytes)).toContain('overlap');
  });

  it('that unpacks to many times its size is refused before anything is unpacked', async () => {
    const zeros = Buffer.alloc(4 * 1024 * 1024);
    expect(await refusal(zipOf([{ name: 'bomb', content: zeros }]), { fileBytes: 1e8, unpackedBytes: 1e9, files: 5 })).toContain(
      'many times its own size',
    );
  });

  it('cut anywhere, or with any byte changed, gives what was packed or is refused', async () => {
    const files = [
      ['a.md', 'some words '.repeat(20)],
      ['b/c.md', 'others\r\n'],
    ] as const;
    const whole = zipOf(files.map(([name, content]) => ({ name, content })));
    const place = fc.nat({ max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.option(fc.integer({ min: 1, max: 255 })), async (at, change) => {
        const bytes = Buffer.from(change === null ? whole.subarray(0, at) : whole);
        if (change !== null) bytes[at] = (bytes[at] ?? 0) ^ change;
        const found = await looked(bytes);
        for (const [, content] of found.ok ? found.seen : [])
          expect([...files.map(([, text]) => text), expect.stringMatching(/^(?:It is|The file has) /)]).toContainEqual(content);
      }),
      { numRuns: 300 },
    );
  });
});

async function* filesOf(...files: readonly (readonly [string, string])[]): AsyncIterable<PackedFile> {
  for (const [name, text] of files) {
    const content = (async function* () {
      for (const piece of text.match(/.{1,7}/gs) ?? []) yield Buffer.from(piece);
    })();
    yield { name, content, modified: new Date(Date.UTC(2026, 0, 2)), compress: text.length > 10 };
  }
}

describe('files that are packed', () => {
  it('come out again byte for byte', async () => {
    const files = [
      ['empty', ''],
      ['ünï/日本.md', 'text\r\n'.repeat(50)],
      ['short', 'x'],
    ] as const;
    expect(await contentIn(await buffer(pack(filesOf(...files))))).toEqual(files);
  });

  it('are asked for one after the other, and no longer when nobody reads', async () => {
    let given = 0;
    const endless = (async function* (): AsyncIterable<PackedFile> {
      for (;;) {
        given += 1;
        const content = (async function* () {
          yield Buffer.alloc(64 * 1024, given % 256);
        })();
        yield { name: `file-${given}`, content, modified: new Date(0), compress: false };
      }
    })();
    for await (const chunk of pack(endless)) if (chunk.length > 0 && given > 3) break;
    const then = given;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given - then).toBeLessThan(3);
    expect(given).toBeLessThan(20);
  });

  it('fail as a whole when one of them does', async () => {
    const failing = (async function* (): AsyncIterable<PackedFile> {
      const content = (async function* () {
        yield Buffer.from('half');
        throw new Error('the disk is gone');
      })();
      yield { name: 'a', content, modified: new Date(0), compress: true };
    })();
    await expect(buffer(pack(failing))).rejects.toThrow('the disk is gone');
  });
});
