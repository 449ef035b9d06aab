import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { services } from '../../../services/all.ts';
import { bundleContents, loadedBundle } from './synthesised.ts';

const contents = bundleContents();

describe.each(services.map(({ name }) => name))('the bundle of %s', (service) => {
  const inputs = contents.get(service) ?? [];

  it('carries its manifest', () => {
    expect(inputs).toContain(`services/${service}/src/manifest.ts`);
  });

  it('can be loaded, and exports a handler for each kind of function', () => {
    expect(loadedBundle(service)).toEqual(['authorizer', 'http', 'outbox', 'timer', 'work']);
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

describe('the bundle of render', () => {
  it('carries the browser code', () => {
    expect(existsSync(path.resolve(import.meta.dirname, '../../../.cache/bundles/render/web/assets.json'))).toBe(true);
  });
});
