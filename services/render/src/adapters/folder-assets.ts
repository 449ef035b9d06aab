/** Browser code as the build left it: `assets.json` names each file by its content. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as z from 'zod';
import type { Asset, Assets } from '../ports.ts';

const Listing = z.record(z.string(), z.object({ file: z.string() }));

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Documents have an address of their own and are none of the assets that may be kept for ever. */
const DOCUMENT_TYPES: Readonly<Record<string, string>> = { '.json': 'application/json; charset=utf-8' };

/** Only names that the build makes: nothing that could leave the folder. */
const NAME = /^[\w-]+(?:\.[\w-]+)*\.(css|js|svg|woff2)$/;

const readAsset = async (file: string, type: string | undefined): Promise<Asset | undefined> => {
  if (type === undefined) return undefined;
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error),
  );
  return content && { type, content };
};

export const folderAssets = async (folder: string): Promise<Assets> => {
  const text = await readFile(join(folder, 'assets.json'), 'utf8');
  const listing = Listing.parse(JSON.parse(text));
  return {
    version: createHash('sha256').update(text).digest('hex').slice(0, 8),
    href: (name) => `/-/assets/${listing[name]?.file ?? name}`,
    read: async (file) => readAsset(join(folder, file), TYPES[NAME.exec(file)?.[1] ?? '']),
    document: async (name) => {
      const file = listing[name]?.file;
      return file === undefined ? undefined : readAsset(join(folder, file), DOCUMENT_TYPES[extname(file)]);
    },
  };
};
