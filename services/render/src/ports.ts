import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { TreeEntry } from './views/fragments.ts';

export interface Asset {
  readonly type: string;
  readonly content: Uint8Array;
}

/** The bundled browser code. */
export interface Assets {
  /** The address of an asset by its plain name: `page.css` is `/-/assets/page-3f9a2c.css`. */
  href(name: string): string;
  /** Changes whenever any asset does. */
  readonly version: string;
  read(file: string): Promise<Asset | undefined>;
  /** A document that the build copied, by its plain name: `openapi.json`. */
  document(name: string): Promise<Asset | undefined>;
}

/** The folders of a wiki. */
export interface Tree {
  /** What stands in a folder, by key; the empty key is the top. */
  entries(wikiId: WikiId, folder: string, limit: number): Promise<readonly TreeEntry[]>;
}

export interface Ports extends KernelPorts {
  readonly tree: Tree;
  readonly assets: Assets;
  readonly payloads: Payloads;
}
