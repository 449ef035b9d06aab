import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { services } from '../../../services/all.ts';
import { bundleContents, loadedBundle } from './synthesised.ts';

const contents = bundleContents();

describe.each(services.map(({ name }) => name))('the bundle of %s', (service) => {
  const inputs = contents.get(service) ?? [];

  it('carries its manifest', () => {
    expect(inputs).toContain(`services/${service}/src/manifest.ts`);
  });

  it('can be loaded, and exports a handler for each kind of function', () => {
    expect(loadedBundle(service)).toEqual(['authorizer', 'http', 'outbox', 'outside', 'timer', 'work']);
  });

  it('carries nothing that only one machine uses', () => {
    const packages = inputs.filter((file) => /node_modules\/(better-sqlite3|jsonata|asl-validator|bindings|esbuild)\//.test(file));
    const runners = inputs.filter((file) => /^platform\/src\/(local|ops)\/(?!sqlite-connection|storage-fault)/.test(file));
    expect([...packages, ...runners]).toEqual([]);
  });

  it('carries no other service', () => {
    expect(inputs.filter((file) => file.startsWith('services/') && !file.startsWith(`services/${service}/`))).toEqual([]);
  });

  it('carries the words of one language', () => {
    expect(inputs.filter((file) => /zod\/v4\/locales\/(?!en\.|index)/.test(file))).toEqual([]);
  });
});

describe('the bundle of wiki', () => {
  const chunks = path.resolve(import.meta.dirname, '../../../.cache/bundles/wiki/chunks');
  /** 200 by 100 pixels of one colour as PNG. */
  const picture =
    'iVBORw0KGgoAAAANSUhEUgAAAMgAAABkAQMAAAD5SO1IAAAAA1BMVEWqAABzleVsAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAGUlEQVRIie3BgQAAAADDoPlTH+AKVQEAQGcKKAABLIRnLQAAAABJRU5ErkJggg==';

  it('makes small versions of pictures in a thread that runs a chunk of it', async () => {
    const chunk = readdirSync(chunks).find((name) => / as THREAD\b/.test(readFileSync(path.join(chunks, name), 'utf8')));
    const workerData = { shrink: Buffer.from(picture, 'base64'), side: 100 };
    const thread = new Worker(path.join(chunks, chunk ?? 'none'), { workerData, env: {} });
    const done: unknown = await new Promise(
      (resolve, reject) => void thread.once('message', resolve).once('error', reject).once('exit', reject),
    );
    await thread.terminate();
    expect(done).toMatchObject({ kind: 'made', thumbnail: { type: 'image/jpeg' } });
  });
});

describe('the bundle of render', () => {
  it('carries the browser code', () => {
    expect(existsSync(path.resolve(import.meta.dirname, '../../../.cache/bundles/render/web/assets.json'))).toBe(true);
  });
});
