import { mkdirSync, readdirSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describePayloads } from '../kernel/payloads.suite.ts';
import { describeUploads } from '../kernel/uploads.suite.ts';
import { tokenOfUpload } from '../kernel/uploads.ts';
import { describeSecrets } from '../kernel/secrets.suite.ts';
import { openDataFolder } from './data-folder.ts';
import { payloadFolder } from './payload-folder.ts';
import { secretFolder } from './secret-folder.ts';
import { readSettings, writeSettings } from './settings.ts';
import { temporaryFiles } from './test-folder.ts';
import { uploadFolder } from './upload-folder.ts';

const newPlace = temporaryFiles();
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
const everyFile = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

let written = 0;
const payloadsIn = (folder: string) => payloadFolder(folder, () => String((written += 1)));

describePayloads('the payload folder', async () => payloadsIn(newPlace()));
const uploadsIn = (folder: string, now = Date.now) =>
  uploadFolder({ folder, publicUrl: 'http://localhost:8080', now, unique: () => String((written += 1)) });
describeUploads('the upload folder', async () => {
  const uploads = uploadsIn(newPlace());
  return { uploads, now: Date.now, put: async ({ url }, content) => (await uploads.receive?.(tokenOfUpload(url), content)) ?? false };
});
describeSecrets('the secret folder', async () => {
  const folder = newPlace();
  return () => secretFolder(folder);
});

describe('the payload folder', () => {
  it('gives content back to the next program', async () => {
    const folder = newPlace();
    const id = await payloadsIn(folder).put(Buffer.from('text'), {});
    expect(Buffer.from(await payloadsIn(folder).get(id)).toString()).toBe('text');
  });

  it('keeps the same content once, however many put it at once, and leaves no drafts', async () => {
    const folder = newPlace();
    const payloads = payloadsIn(folder);
    await Promise.all(Array.from({ length: 20 }, () => payloads.put(Buffer.from('same'), {})));
    expect(everyFile(folder).map(mode)).toEqual(['600']);
  });
});

describe('the secret folder', () => {
  it('lets only its owner read', async () => {
    const folder = newPlace();
    await secretFolder(folder).keep('key', () => 'first');
    expect([mode(folder), ...everyFile(folder).map(mode)]).toEqual(['700', '600']);
  });

  it('leaves no drafts, however many make a secret at once', async () => {
    const folder = newPlace();
    await Promise.all(Array.from({ length: 20 }, (_, index) => secretFolder(folder).keep('key', () => `secret ${index}`)));
    expect(everyFile(folder)).toHaveLength(1);
  });

  it('replaces a secret whole', async () => {
    const folder = newPlace();
    const secrets = secretFolder(folder);
    await secrets.keep('key', () => 'a long first secret');
    expect(await secrets.replace('key', 'new')).toBe('new');
    expect(await secrets.get('key')).toBe('new');
    expect(everyFile(folder).map(mode)).toEqual(['600']);
  });
});

describe('the settings', () => {
  it('are empty before there are any, and come back as they were written', () => {
    const file = newPlace();
    expect(readSettings(file)).toEqual({});
    writeSettings(file, { owner: 'ada', port: 0, url: 'https://wiki.example.org' });
    expect(readSettings(file)).toEqual({ owner: 'ada', port: 0, url: 'https://wiki.example.org' });
  });

  it.each([
    ['{"owner":', 'JSON'],
    ['{"colour":"red"}', 'colour'],
    ['{"port":70000}', 'port'],
    ['{"owner":"Ada Lovelace"}', 'user name'],
    ['[]', 'object'],
    ['', 'JSON'],
  ])('that say %s cannot be read, and the message says where, what and what to do', (text, what) => {
    const file = newPlace();
    writeFileSync(file, text);
    expect(() => readSettings(file)).toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining(file) }));
    expect(() => readSettings(file)).toThrow(what);
    expect(() => readSettings(file)).toThrow('delete it');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('the data folder', () => {
  it('is made with what goes into it, for its owner only', () => {
    const path = newPlace();
    const folder = openDataFolder(path);
    expect(readdirSync(path)).toEqual(expect.arrayContaining(['index', 'payloads', 'repositories', 'secrets', 'tables']));
    expect(mode(join(path, 'secrets'))).toBe('700');
    folder.unlock();
  });

  it('belongs to one program at a time', () => {
    const path = newPlace();
    const folder = openDataFolder(path);
    expect(() => openDataFolder(path)).toThrow(
      expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining('in use by another wikibot') }),
    );
    folder.unlock();
    openDataFolder(path).unlock();
  });

  it('that cannot be one says so', () => {
    const path = newPlace();
    writeFileSync(path, 'a file');
    expect(() => openDataFolder(path)).toThrow(
      expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining('--data') }),
    );
  });

  it('may hold other files', () => {
    const path = newPlace();
    mkdirSync(path);
    writeFileSync(join(path, 'README'), 'mine');
    openDataFolder(path).unlock();
    expect(readFileSync(join(path, 'README'), 'utf8')).toBe('mine');
  });
});

describe('the upload folder', () => {
  it('keeps nothing for longer than a day', async () => {
    const folder = newPlace();
    const uploads = uploadsIn(folder);
    const open = (key: string, now = Date.now()) => uploads.open({ key, bytes: 3, until: now + 60_000 });
    await uploads.receive?.(tokenOfUpload((await open('one')).url), Buffer.from('one'));
    await open('two');
    expect(await uploads.read('one')).toBeDefined();
    await uploadsIn(folder, () => Date.now() + 25 * 60 * 60 * 1000).open({ key: 'three', bytes: 3, until: 0 });
    expect(await uploads.read('one')).toBeUndefined();
  });
});
