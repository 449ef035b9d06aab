/**
 * Gives a session to agents that name none, since most clients do not: what the same client does for the same account in one wiki, without
 * a pause of half an hour. One that names its own keeps it.
 */
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Key, Row } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import { nameDigest } from '../domain/name-digest.ts';

export interface AgentSessions {
  /** The same context, with the session of its agent. */
  in(context: Context, wikiId: WikiId): Promise<Context>;
}

const PAUSE_MS = 30 * 60 * 1000;
/** So often the end of the pause is moved on. */
const NOTED_MS = 60 * 1000;
const ROW_SECONDS = 24 * 60 * 60;

export const agentSessions = (kernel: KernelPorts): AgentSessions => ({
  in: async (context, wikiId) => {
    const { actor } = context;
    if (actor.kind !== 'agent' || actor.session !== undefined) return context;
    const key = { pk: `agent#${wikiId}`, sk: `${actor.accountId}#${nameDigest(actor.client)}` };
    return { ...context, actor: { ...actor, session: await sessionAt(kernel, key) } };
  },
});

const sessionAt = async (kernel: KernelPorts, key: Key): Promise<string> => {
  const row = await kernel.table.get(key);
  const rested = row ? kernel.clock.now() - lastOf(row) : Infinity;
  if (row && rested < NOTED_MS) return sessionIn(row);
  const session = row && rested < PAUSE_MS ? sessionIn(row) : kernel.ids.entity('ses');
  return (await isNoted(kernel, { ...key, session }, row)) ? session : sessionAt(kernel, key);
};

/** False when another call of the same agent was faster. */
const isNoted = async (
  { table, clock }: KernelPorts,
  noted: Key & { readonly session: string },
  row: Row | undefined,
): Promise<boolean> => {
  const now = clock.now();
  const put = { ...noted, last: now, expiresAt: Math.floor(now / 1000) + ROW_SECONDS };
  try {
    await table.write([{ put, if: row ? { field: 'session', equals: sessionIn(row) } : 'absent' }]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

// Only isNoted writes it.
const lastOf = (row: Row): number => Number(row['last']);
const sessionIn = (row: Row): string => String(row['session']);
