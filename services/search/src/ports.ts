import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import type { Backlog } from './ports/backlog.ts';
import type { Embedder } from './ports/embedder.ts';
import type { Lexicons } from './ports/lexicons.ts';
import type { Names } from './ports/names.ts';
import type { Runs } from './ports/runs.ts';
import type { SearchIndex } from './ports/search-index.ts';
import type { Shelves } from './ports/shelves.ts';

export interface Ports extends KernelPorts {
  readonly index: SearchIndex;
  readonly payloads: Payloads;
  readonly embedder: Embedder;
  readonly lexicons: Lexicons;
  readonly shelves: Shelves;
  readonly names: Names;
  readonly runs: Runs;
  readonly backlog: Backlog;
}
