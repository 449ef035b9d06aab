import type { Key, Table } from '@wikibot/platform/kernel/table';
import type { Session, Sessions } from '../ports.ts';

/** All sessions of an account lie together, so that they can be ended together. */
const sessionKey = ({ accountId, id }: Session): Key => ({ pk: `sessions#${accountId}`, sk: id });

export const tableSessions = (table: Table): Sessions => ({
  holds: async (session) => (await table.get(sessionKey(session))) !== undefined,
  starting: (session) => ({ put: { ...sessionKey(session), expiresAt: Math.ceil(session.until / 1000) }, if: 'absent' }),
  ending: (session) => ({ delete: sessionKey(session) }),
});
