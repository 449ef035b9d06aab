/** Notes which partitions of a view a stream has written to, each once in the life of a process: there are no scans to find them by. */
import type { Register } from '@wikibot/contracts/define/service';
import type { Operation } from './table.ts';
import type { BuiltView } from './view-rows.ts';
import { registerPartition, touchedPartition } from './view-rows.ts';

export interface NotedPartitions {
  /** What is to be written before the registers, and what is to be called once it is. */
  noting(view: BuiltView, stream: string, registers: readonly Register[]): { readonly operations: readonly Operation[]; done(): void };
}

/** More than a process writes to in a while; forgetting them all costs a row each. */
const MOST = 100_000;

export const notedPartitions = (): NotedPartitions => {
  const known = new Set<string>();
  return {
    noting: (view, stream, registers) => {
      const pk = touchedPartition(view, stream);
      const fresh = [...new Set(registers.map((register) => registerPartition(view, register.pk)))].filter(
        (sk) => !known.has(`${pk} ${sk}`),
      );
      return {
        operations: fresh.map((sk) => ({ put: { pk, sk } })),
        done: () => {
          if (known.size > MOST) known.clear();
          for (const sk of fresh) known.add(`${pk} ${sk}`);
        },
      };
    },
  };
};
