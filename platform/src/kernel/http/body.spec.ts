import { describe, expect, it } from '@jest/globals';
import { readBytes, readJson } from './body.ts';

const request = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null,
  headers: Record<string, string> = { 'Content-Type': 'application/json' },
): Request => new Request('http://localhost/', { method: 'POST', headers, ...(body === null ? {} : { body, duplex: 'half' }) });

/** A body that goes on until somebody stops it, and says how much of it was taken. */
const endless = () => {
  const taken = { chunks: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      taken.chunks += 1;
      controller.enqueue(new Uint8Array(1000));
    },
    cancel: () => void (taken.cancelled = true),
  });
  return { stream, taken };
};

describe('a body', () => {
  it('is read whole up to its limit', async () => {
    const read = await readBytes(request('x'.repeat(1000)), 1000);
    expect(read.ok && Buffer.from(read.value).toString()).toBe('x'.repeat(1000));
  });

  it('that announces too much is refused before it is read', async () => {
    const { stream, taken } = endless();
    const read = await readBytes(request(stream, { 'Content-Length': '1001' }), 1000);
    expect(read).toMatchObject({ ok: false, refusal: { code: 'request.too-large', kind: 'too-large' } });
    expect(taken.chunks).toBeLessThanOrEqual(1);
  });

  it('that announces nothing is stopped where it passes the limit', async () => {
    const { stream, taken } = endless();
    expect(await readBytes(request(stream), 5_000)).toMatchObject({ ok: false, refusal: { code: 'request.too-large' } });
    expect(taken.chunks).toBeLessThan(10);
    expect(taken.cancelled).toBe(true);
  });

  it('that announces less than it brings is stopped as well', async () => {
    const { stream } = endless();
    expect(await readBytes(request(stream, { 'Content-Length': '10' }), 5_000)).toMatchObject({ ok: false });
  });
});

describe('a JSON body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json', 'Application/JSON'])(
    'may be called %s',
    async (type) => {
      expect(await readJson(request('{"a":[1,"ü"]}', { 'Content-Type': type }), 100)).toEqual({ ok: true, value: { a: [1, 'ü'] } });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])('may not be called %j', async (type) => {
    const odd = request(Buffer.from('{}'), type === '' ? {} : { 'Content-Type': type });
    expect(await readJson(odd, 100)).toMatchObject({ ok: false, refusal: { code: 'request.not-json' } });
  });

  it.each([['{'], ['{} {}'], ['\u0000'], ['NaN']])('that says %j is refused with the reason', async (text) => {
    expect(await readJson(request(text), 100)).toMatchObject({
      ok: false,
      refusal: { code: 'request.not-json', detail: { problem: expect.stringMatching(/./) } },
    });
  });

  it('that is not UTF-8 is refused', async () => {
    expect(await readJson(request(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 100)).toMatchObject({
      ok: false,
      refusal: { code: 'request.not-json' },
    });
  });

  it('that is not there is nothing, whatever its type', async () => {
    expect(await readJson(request(null, {}), 100)).toEqual({ ok: true, value: undefined });
    expect(await readJson(request(''), 100)).toEqual({ ok: true, value: undefined });
  });
});
