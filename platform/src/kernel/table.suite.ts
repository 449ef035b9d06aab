/** What every adapter of the table port promises. A spec calls {@link describeTable} with a way to open an empty table. */
import { describe } from '@jest/globals';
import type { OpenTable } from './table-suite/fresh-table.ts';
import { describeConditions } from './table-suite/conditions.ts';
import { describeCounters } from './table-suite/counters.ts';
import { describeExpiry } from './table-suite/expiry.ts';
import { describeFidelity } from './table-suite/fidelity.ts';
import { describeLimits } from './table-suite/limits.ts';
import { describeModel } from './table-suite/model.ts';
import { describeQueries } from './table-suite/queries.ts';
import { describeWrites } from './table-suite/writes.ts';

/** @param open answers an empty table that takes the time (epoch milliseconds) from the given clock */
export function describeTable(name: string, open: OpenTable): void {
  describe(`${name} keeps the contract of a table`, () => {
    describeFidelity(open);
    describeWrites(open);
    describeConditions(open);
    describeCounters(open);
    describeQueries(open);
    describeExpiry(open);
    describeLimits(open);
    describeModel(open);
  });
}
