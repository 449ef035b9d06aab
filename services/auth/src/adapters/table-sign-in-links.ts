import type { AccountId } from '@wikibot/contracts/define/ids';
import type { Clock } from '@wikibot/platform/kernel/ports';
import type { Key, Table } from '@wikibot/platform/kernel/table';
import type { Digests, SignInLinks } from '../ports.ts';

interface Parts {
  readonly table: Table;
  readonly clock: Clock;
  readonly digests: Digests;
}

export const tableSignInLinks = ({ table, clock, digests }: Parts): SignInLinks => {
  /** The code itself is never stored. */
  const linkKey = (code: string): Key => ({ pk: `link#${digests.of(code)}`, sk: 'sign-in' });
  return {
    find: async (code) => {
      const row = await table.get(linkKey(code));
      return row && Number(row['until']) > clock.now() ? (row['accountId'] as AccountId) : undefined; // as `keeping` wrote it
    },
    keeping: (code, { accountId, until }) => ({
      put: { ...linkKey(code), accountId, until, expiresAt: Math.ceil(until / 1000) },
      if: 'absent',
    }),
    using: (code) => ({ delete: linkKey(code), if: 'present' }),
  };
};
