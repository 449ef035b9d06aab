import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Embedder } from '../ports/embedder.ts';
import { builtinEmbedder } from './builtin-embedder.ts';

const RUNTIME = 'onnxruntime-node';

const isInstalled = (name: string): boolean => {
  try {
    return createRequire(import.meta.url).resolve(name) !== '';
  } catch {
    // Not found is the answer.
    return false;
  }
};

/** A sentence model where its files lie in `model/` of the data folder and its runtime is installed; otherwise the one that needs nothing. */
export const embedderOf = async ({ resources: { index }, log }: Pick<KernelPorts, 'resources' | 'log'>): Promise<Embedder> => {
  if (index?.kind !== 'embedded') return builtinEmbedder();
  const { isModelFolder, openOnnxEmbedder } = await import('./onnx-embedder.ts');
  const folder = join(index.folder, '..', 'model');
  if (!isModelFolder(folder)) return builtinEmbedder();
  if (isInstalled(RUNTIME)) return openOnnxEmbedder({ folder });
  log('warn', `there is a sentence model, and ${RUNTIME} is not installed: the built-in embedder is used`);
  return builtinEmbedder();
};
