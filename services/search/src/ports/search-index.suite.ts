/** What every adapter of the search index promises. A spec calls {@link describeSearchIndex} with a way to open an empty index. */
import { describe } from '@jest/globals';
import { describeFilling } from './search-index-suite/filling.ts';
import { describeFinding } from './search-index-suite/finding.ts';
import { describeHostility } from './search-index-suite/hostility.ts';
import { describeKeeping } from './search-index-suite/keeping.ts';
import { describeNearness } from './search-index-suite/nearness.ts';
import { describePaging } from './search-index-suite/paging.ts';
import { describeScopes } from './search-index-suite/scopes.ts';
import { describeSuggesting } from './search-index-suite/suggesting.ts';
import type { OpenIndex } from './search-index-suite/wiki-of.ts';

export function describeSearchIndex(name: string, open: OpenIndex): void {
  describe(`${name} keeps the contract of a search index`, () => {
    describeFinding(open);
    describePaging(open);
    describeScopes(open);
    describeKeeping(open);
    describeNearness(open);
    describeFilling(open);
    describeSuggesting(open);
    describeHostility(open);
  });
}
