/** The indexes of OpenSearch's double, their aliases, and what was ordered to go wrong with single documents. */
import { documentsOf } from './opensearch-documents.ts';
import type { Documents } from './opensearch-documents.ts';
import type { Definition } from './opensearch-mapping.ts';
import { refusal } from './opensearch-refusals.ts';

export interface Named {
  readonly index: string;
  readonly documents: Documents;
}

export interface ItemFailure {
  readonly status: number;
  readonly type: string;
}

export interface Store {
  /** By its name or by an alias. */
  named(name: string, page: string): Named;
  isAlias(name: string): boolean;
  has(index: string): boolean;
  add(index: string, definition: Definition): void;
  drop(index: string): void;
  /** Refuses so many single documents of the next bulks. */
  failItems(times: number, failure?: ItemFailure): void;
  nextItemFailure(): ItemFailure | undefined;
  /** So many documents of the next deletions by query have changed meanwhile. */
  disturbDeletions(times: number): void;
  isDisturbed(): boolean;
}

const REJECTED: ItemFailure = { status: 429, type: 'rejected_execution_exception' };

export const storeOf = (now: () => number): Store => {
  const indexes = new Map<string, Documents>();
  const aliases = new Map<string, string>();
  const failures: ItemFailure[] = [];
  let disturbances = 0;
  return {
    named: (name, page) => {
      const index = aliases.get(name) ?? name;
      const documents = indexes.get(index);
      if (!documents) throw refusal('index_not_found_exception', `no such index [${name}]`, { page, status: 404 });
      return { index, documents };
    },
    isAlias: (name) => aliases.has(name),
    has: (index) => indexes.has(index),
    add: (index, definition) => {
      indexes.set(index, documentsOf(definition, now));
      for (const alias of definition.aliases) aliases.set(alias, index);
    },
    drop: (index) => {
      indexes.delete(index);
      for (const [alias, behind] of aliases) if (behind === index) aliases.delete(alias);
    },
    failItems: (times, failure = REJECTED) => void failures.push(...Array.from({ length: times }, () => failure)),
    nextItemFailure: () => failures.shift(),
    disturbDeletions: (times) => void (disturbances += times),
    isDisturbed: () => {
      disturbances -= 1;
      return disturbances >= 0 || ((disturbances = 0), false);
    },
  };
};
