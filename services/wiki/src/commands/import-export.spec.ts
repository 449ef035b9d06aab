import { describe, expect, it } from '@jest/globals';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { base64, zipOf, type ZipEntry } from '../adapters/zip/zip.fixture.ts';
import { sha256, type ExportManifest } from '../domain/exporting/export-manifest.ts';
import { useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

const FILES = { 'content/A.md': '[x](edit.md)\r\n', 'content/edit.md': 'b', 'content/.DS_Store': 'kept as well' } as const;
const manifest = (over: Partial<ExportManifest> = {}): ExportManifest => ({
  format: 'wikibot-export',
  version: 1,
  exported: '2026-12-01T00:00:00.000Z',
  wiki: { owner: 'ada', slug: 'notes', name: 'Notes' },
  head: '0'.repeat(40) as ExportManifest['head'],
  sequence: 3,
  counts: { pages: 2, files: 3, members: 1, tokens: 0, events: 3 },
  parts: [...Object.entries(FILES), ['members.json', '[]'] as const].map(([path, text]) => ({
    path,
    bytes: text.length,
    sha256: sha256(Buffer.from(text)),
  })),
  ...over,
});
const archiveOf = (files: Readonly<Record<string, string>>, told: unknown = manifest()): ZipEntry[] =>
  [...Object.entries({ ...files, 'members.json': '[]' }), ['manifest.json', JSON.stringify(told)] as const].map(([name, content]) => ({
    name,
    content,
  }));
const imported = async (entries: readonly ZipEntry[]) => {
  const wikiId = await house().found();
  const before = await house().facts(wikiId);
  const outcome = await house().ask(importFiles, { archive: base64(zipOf(entries)) }, house().person(wikiId));
  return { outcome, isChanged: (await house().facts(wikiId)).length > before.length };
};

describe('an archive that was exported', () => {
  it.each(['', 'packed again/'])('comes in byte for byte, whatever its files are called (in %j)', async (folder) => {
    const { outcome } = await imported(archiveOf(FILES).map((entry) => ({ ...entry, name: `${folder}${String(entry.name)}` })));
    expect(outcome).toMatchObject({
      ok: true,
      answer: {
        written: 3,
        refused: [],
        renamed: [{ file: 'edit.md', as: 'edit_page.md' }],
        leftOut: [{ file: 'members.json' }, { file: 'manifest.json' }],
      },
    });
    expect(outcome).not.toHaveProperty('answer.relinked');
  });

  it.each<[string, ZipEntry[], string]>([
    ['with another content', archiveOf({ ...FILES, 'content/A.md': 'changed' }), 'A.md is not the one'],
    ['with a file more', archiveOf({ ...FILES, 'content/B.md': 'more' }), 'B.md is not in its manifest'],
    ['with a file less', archiveOf({ 'content/A.md': FILES['content/A.md'] }), 'is missing'],
    ['with a file twice', [...archiveOf(FILES), { name: 'content/A.md', content: FILES['content/A.md'] }], 'twice'],
    ['with a link in it', [...archiveOf(FILES), { name: 'content/l', content: 'A.md', mode: 0o120777 }], 'symbolic link'],
  ])('%s is refused with nothing changed', async (_what, entries, reason) => {
    const { outcome, isChanged } = await imported(entries);
    expect([outcome.ok || outcome.refusal.message, isChanged]).toEqual([expect.stringContaining(reason), false]);
  });

  it('is any archive when its manifest is of another kind', async () => {
    const { outcome } = await imported(archiveOf({ 'content/A.md': 'a' }, { name: 'app', version: 1 }));
    expect(outcome).toMatchObject({ ok: true, answer: { written: 3 } });
  });
});
