import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { FolderEntry } from './domain/tree/nodes.ts';

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

/** Folders of the tree as they were lately read. */
export interface RecentFolders {
  /** What stood in a folder when its wiki had come so far; read anew when it has changed since. */
  entries(folder: string, upTo: number, read: () => Promise<readonly FolderEntry[]>): Promise<readonly FolderEntry[]>;
}

export interface Ports extends KernelPorts {
  readonly recentFolders: RecentFolders;
  readonly assets: Assets;
  readonly payloads: Payloads;
}
