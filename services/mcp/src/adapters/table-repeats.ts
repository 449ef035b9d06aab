import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import type { Repeats } from '../ports.ts';

/** As long as the services remember the outcome of a request. */
const DAY_SECONDS = 24 * 60 * 60;

export const tableRepeats = (table: Table, clock: Clock): Repeats => ({
  claim: async (requestId, fingerprint) => {
    const key = { pk: `repeat#${requestId}`, sk: 'repeat' };
    try {
      await table.write([{ put: { ...key, fingerprint, expiresAt: Math.floor(clock.now() / 1000) + DAY_SECONDS }, if: 'absent' }]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      return (await table.get(key))?.['fingerprint'] === fingerprint;
    }
  },
  knows: async (requestId, fingerprint) => (await table.get({ pk: `repeat#${requestId}`, sk: 'repeat' }))?.['fingerprint'] === fingerprint,
});
