/** Publishes the calls that wait, wiki by wiki: each as one fact, in the transaction that takes it from those that wait. */
import { streamOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { TimerSlice } from '@wikibot/contracts/define/service';
import { callsStream } from '@wikibot/contracts/facts/mcp';
import type { Ports, WaitingCall } from '../ports.ts';

/** Facts and rows of one transaction, which holds 100 operations. */
const AT_ONCE = 40;
const MOST = 400;
const DEADLINE_MS = 10_000;

const publish = async (ports: Ports, wikiId: WikiId, calls: readonly WaitingCall[]): Promise<void> => {
  const id = ports.ids.uuid();
  const context = {
    requestId: id,
    correlationId: id,
    actor: { kind: 'system' as const, name: 'mcp' },
    tenant: { wikiId },
    deadline: ports.clock.now() + DEADLINE_MS,
  };
  const outcome = await ports.events.commit(context, streamOf(callsStream, wikiId), async () => {
    // Another turn may have published some meanwhile.
    const waiting = await ports.calls.stillWaiting(calls);
    return {
      ok: true,
      facts: waiting.map(({ call }) => ({ name: 'mcp.ToolCalled', data: call })),
      changes: waiting.map(({ key }) => ({ delete: key, if: 'present' as const })),
      answer: {},
    };
  });
  if (!outcome.ok) throw new Error(`calls of ${wikiId} could not be published: ${outcome.refusal.code}`);
};

const slice: TimerSlice<Ports> = async (ports) => {
  const byWiki = Map.groupBy(await ports.calls.waiting(MOST), ({ call }) => call.wikiId);
  for (const [wikiId, calls] of byWiki) {
    for (let from = 0; from < calls.length; from += AT_ONCE) await publish(ports, wikiId, calls.slice(from, from + AT_ONCE));
  }
};
export default slice;
