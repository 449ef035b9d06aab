import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { openUpload, readAttachment, saveAttachment, UPLOAD_MINUTES } from '@wikibot/contracts/requests/attachments';
import { savePage } from '@wikibot/contracts/requests/pages';
import { tokenOfUpload } from '@wikibot/platform/kernel/uploads';
import { ada, bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const found = async (): Promise<WikiId> => {
  const wikiId = await house().found();
  await house().told(savePage, { path: 'Rome', content: 'text\n' }, house().person(wikiId));
  return wikiId;
};
const open = (wikiId: WikiId, size: number, file = 'map.bin') =>
  house().told(openUpload, { path: 'Rome', file, size }, house().person(wikiId));
const put = (url: string, content: Uint8Array) => house().ports.uploads.receive?.(tokenOfUpload(url), content);
const finish = (wikiId: WikiId, upload: string, { by = ada, base }: { by?: typeof ada; base?: string } = {}) =>
  house().ask(saveAttachment, { path: 'Rome', file: 'map.bin', upload, ...(base ? { base } : {}) }, house().person(wikiId, by));

describe('an upload', () => {
  it('becomes a file beside a page when it is named there', async () => {
    const wikiId = await found();
    const content = Buffer.alloc(MAX_ATTACHMENT_BYTES, 'map');
    const { upload, url } = await open(wikiId, content.length);
    expect(await put(url, content)).toBe(true);
    expect(await finish(wikiId, upload)).toMatchObject({ ok: true, answer: { outcome: 'created', size: content.length } });
    const read = await house().told(readAttachment, { path: 'Rome', file: 'map.bin' }, house().person(wikiId));
    expect(Buffer.compare(Buffer.from(read.content, 'base64'), content)).toBe(0);
    expect(await finish(wikiId, upload)).toMatchObject({ ok: true, answer: { outcome: 'unchanged' } });
  });

  it('is nothing before it is put, and for nobody else, and in no other wiki', async () => {
    const wikiId = await found();
    const { upload, url } = await open(wikiId, 3);
    const missing = { ok: false, refusal: { code: 'attachment.upload-missing' } };
    expect(await finish(wikiId, upload)).toMatchObject(missing);
    await put(url, Buffer.from('map'));
    expect(await finish(wikiId, upload, { by: bob })).toMatchObject(missing);
    expect(await finish(await found(), upload)).toMatchObject(missing);
    expect(await finish(wikiId, upload)).toMatchObject({ ok: true });
  });

  it('keeps to the write contract: one that was made on an older file is refused', async () => {
    const wikiId = await found();
    const save = (content: string) => house().told(saveAttachment, { path: 'Rome', file: 'map.bin', content }, house().person(wikiId));
    const { revision } = await save('AAAA');
    await save('BBBB');
    const { upload, url } = await open(wikiId, 3);
    await put(url, Buffer.from('map'));
    expect(await finish(wikiId, upload, { base: revision })).toMatchObject({ refusal: { code: 'attachment.changed' } });
  });

  it('is not opened for what would be refused anyhow', async () => {
    const wikiId = await found();
    const codeOf = async (file: string, size: number) => {
      const outcome = await house().ask(openUpload, { path: 'Rome', file, size }, house().person(wikiId));
      return outcome.ok ? undefined : outcome.refusal.code;
    };
    expect(await codeOf('map.bin', MAX_ATTACHMENT_BYTES + 1)).toBe('attachment.too-large');
    expect(await codeOf('a/b.bin', 3)).toBe('attachment.name-refused');
    expect(await codeOf('map.bin', 0)).toBe('request.invalid');
  });

  it('takes nothing after an hour, and no other size', async () => {
    const wikiId = await found();
    const { url } = await open(wikiId, 3);
    expect(await put(url, Buffer.from('four'))).toBe(false);
    house().clock.forward((UPLOAD_MINUTES + 1) * 60_000);
    expect(await put(url, Buffer.from('map'))).toBe(false);
  });

  it('goes with no content beside it', async () => {
    const wikiId = await found();
    const upload = house().ids.uuid();
    for (const data of [{ content: 'AAAA', upload }, {}]) {
      expect(await house().ask(saveAttachment, { path: 'Rome', file: 'a.bin', ...data }, house().person(wikiId))).toMatchObject({
        refusal: { code: 'request.invalid' },
      });
    }
  });
});
