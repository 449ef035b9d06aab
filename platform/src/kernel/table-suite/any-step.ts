/** Any sequence of things to do with a table: few keys and small numbers, so that operations meet. */
import * as fc from 'fast-check';
import type { Condition, Json, Key, Operation, Query, Row } from '../table.ts';
import { keyOf } from '../table-limits.ts';
import { START } from './fresh-table.ts';

export type Step =
  | { readonly do: 'write'; readonly operations: readonly Operation[] }
  | { readonly do: 'read'; readonly keys: readonly Key[] }
  | { readonly do: 'query'; readonly query: Query }
  | { readonly do: 'pass'; readonly seconds: number };

export const PARTITIONS = ['p', 'pp', 'é'] as const;

const pk = fc.constantFrom(...PARTITIONS);
const sk = fc.oneof(
  fc.constantFrom('a', 'a/', 'a/1', 'a/2', 'b', '～', '😀', '\u{10ffff}'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
);
const key = fc.record({ pk, sk });
const number = fc.integer({ min: -3, max: 3 });
// jsonValue makes JSON, its type only says so in fast-check's words; a number at the top may be beyond what fields hold
const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }).map((value) => ({ value }) as Json);
const fields = fc.record({ n: number, s: fc.constantFrom('x', 'y'), j: json }, { requiredKeys: [] });
const expiry = fc.option(fc.integer({ min: -5, max: 30 }), { nil: undefined, freq: 4 });
const put = fc
  .tuple(key, fields, expiry)
  .map(([at, rest, left]): Row => ({ ...rest, ...at, ...(left !== undefined && { expiresAt: START / 1000 + left }) }));
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('absent' as const, 'present' as const),
  fc.record({ field: fc.constant('n'), older: number }),
  fc.record({ field: fc.constantFrom('n', 'm'), below: number }),
  fc.record({ field: fc.constant('n'), equals: number }),
  fc.record({ field: fc.constant('s'), equals: fc.constantFrom('x', 'y') }),
);
const perhaps = fc.option(condition, { nil: undefined, freq: 2 }).map((found) => (found === undefined ? {} : { if: found }));
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: fc.tuple(put, perhaps).map(([row, when]): Operation => ({ put: row, ...when })), weight: 3 },
  fc.tuple(key, perhaps).map(([at, when]): Operation => ({ delete: at, ...when })),
  fc
    .tuple(key, fc.dictionary(fc.constantFrom('n', 'm'), number), perhaps)
    .map(([at, amounts, when]): Operation => ({ add: at, amounts, ...when })),
  fc.tuple(key, condition).map(([at, when]): Operation => ({ check: at, if: when })),
);
const query = fc.record(
  {
    pk,
    prefix: fc.constantFrom('', 'a', 'a/', '😀', '\u{10ffff}'),
    after: sk,
    reverse: fc.boolean(),
    limit: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['pk'] },
);
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc
      .uniqueArray(operation, { maxLength: 5, selector: (one) => JSON.stringify([keyOf(one).pk, keyOf(one).sk]) })
      .map((operations): Step => ({ do: 'write', operations })),
    weight: 4,
  },
  fc.array(key, { maxLength: 5 }).map((keys): Step => ({ do: 'read', keys })),
  query.map((asked): Step => ({ do: 'query', query: asked })),
  fc.integer({ min: 1, max: 12 }).map((seconds): Step => ({ do: 'pass', seconds })),
);
