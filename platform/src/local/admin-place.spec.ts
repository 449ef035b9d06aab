import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { adminPlace } from './admin-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'wikibot-place-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the place of the operator's door", () => {
  it('is in the data folder, and what a killed host left there is cleared', () => {
    const place = adminPlace(folder, 'linux');
    expect(place.path).toBe(join(folder, 'admin.sock'));
    writeFileSync(place.path, '');
    place.clear();
    expect(existsSync(place.path)).toBe(false);
  });

  it('is short also when the data folder lies deep', () => {
    const place = adminPlace(join(folder, 'deep/'.repeat(30)), 'linux');
    expect(Buffer.byteLength(place.path)).toBeLessThanOrEqual(100);
    place.clear();
    expect(existsSync(join(place.path, '..'))).toBe(false);
  });

  it('is a pipe on Windows, another for each folder', () => {
    const [one, same, other] = ['C:\\Data', 'c:\\data', 'C:\\Other'].map((path) => adminPlace(path, 'win32').path);
    expect(one).toMatch(/^\\\\\.\\pipe\\wikibot-[0-9a-f]{32}$/);
    expect([same === one, other === one]).toEqual([true, false]);
  });
});
