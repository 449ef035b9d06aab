import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { describeEmbedder } from '../ports/embedder.suite.ts';
import { tinyModel } from './onnx/tiny-model.ts';
import { isModelFolder, openOnnxEmbedder } from './onnx-embedder.ts';

const root = mkdtempSync(join(tmpdir(), 'onnx-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789.!?…日本語の文章'];
const VOCABULARY = ['[UNK]', '[CLS]', '[SEP]', ...LETTERS, ...LETTERS.map((letter) => `##${letter}`)];
const folder = join(root, 'model');
mkdirSync(folder);
writeFileSync(join(folder, 'model.onnx'), tinyModel(VOCABULARY.length));
writeFileSync(join(folder, 'vocab.txt'), VOCABULARY.join('\n'));

const RUNTIME = 'onnxruntime-node';
const isInstalled = (() => {
  try {
    return createRequire(import.meta.url).resolve(RUNTIME) !== '';
  } catch {
    return false;
  }
})();

// Whoever wants sentence models installs the runtime; where it is, the whole suite runs over a model made here.
if (isInstalled) describeEmbedder('the ONNX embedder', () => openOnnxEmbedder({ folder }));

describe('the ONNX embedder', () => {
  it('is named by what is in its files', async () => {
    const [one, same] = [await openOnnxEmbedder({ folder }), await openOnnxEmbedder({ folder })];
    expect(one.model).toMatch(/^onnx-[0-9a-f]{16}$/);
    expect(same.model).toBe(one.model);
    await Promise.all([one.close(), same.close()]);
  });

  it('says what is missing where its runtime is not installed', async () => {
    const embedder = await openOnnxEmbedder({ folder, runtime: 'no-such-runtime' });
    await expect(embedder.embed(['text'])).rejects.toThrow(/no-such-runtime/);
    await embedder.close();
  });

  it('knows a folder that holds a model', () => {
    expect([isModelFolder(folder), isModelFolder(root)]).toEqual([true, false]);
  });
});
