import type { DataOf } from '@wikibot/contracts/define/request';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { undoSession } from '@wikibot/contracts/requests/undo';
import { undoRefusals } from '../domain/undoing/undo-refusals.ts';
import type { Ports } from '../ports.ts';
import { isBy } from '../queries/asked-actor.ts';
import { settledView } from '../queries/settled-view.ts';
import type { SessionRow } from '../views/sessions.ts';
import { agentOf, changesIn, makerOf, sessionsNamed } from '../views/sessions.ts';
import type { Moved } from './followed-changes.ts';
import { undoChanges } from './undo-changes.ts';

type Data = DataOf<typeof undoSession>;

const slice: AnswerSlice<typeof undoSession, Ports> = async (data, context, ports) => {
  const settled = await settledView('sessions', context, ports);
  if (!settled.ok) return settled;
  const wikiId = settled.wiki.id;
  const found = await sessionOf(ports, wikiId, data);
  if (!found.ok) return found;
  const { session } = found;
  const stretch = { wikiId, from: await firstOf(ports, wikiId, session), isUndone: isIn(session) };
  const { message = '', skipConflicts, dryRun } = data;
  const title = `Undo session ${session.session} of ${session.client}`;
  const unknown = () => undoRefusals['session.unknown']({ session: data.session });
  return undoChanges({ intent: 'undo', message: message || title, skipConflicts, dryRun, stretch, unknown }, context, ports);
};

export default slice;

const sessionOf = async (
  ports: Ports,
  wikiId: WikiId,
  { session, by }: Data,
): Promise<{ readonly ok: true; readonly session: SessionRow } | Refused> => {
  const candidates: SessionRow[] = [];
  for (const one of await sessionsNamed(ports, wikiId, session)) if (await isBy(ports, agentOf(one), { by })) candidates.push(one);
  const [found, another] = candidates;
  if (!found) return undoRefusals['session.unknown']({ session });
  return another ? undoRefusals['session.ambiguous']({ session }) : { ok: true, session: found };
};

const firstOf = async (ports: Ports, wikiId: WikiId, session: SessionRow): Promise<number> => {
  const { changes } = await changesIn(ports, wikiId, { ...session, limit: 1 });
  return changes[0]?.sequence ?? session.sequence;
};

const isIn =
  ({ session, accountId }: SessionRow) =>
  (fact: Moved): boolean => {
    const actor = makerOf(fact);
    return actor.kind === 'agent' && actor.session === session && actor.accountId === accountId;
  };
