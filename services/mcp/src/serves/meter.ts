/** Counts a tool call, whatever came of it. */
import { present } from '@wikibot/contracts/define/present';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { Question } from '../domain/dialog.ts';
import type { MeteredCall, ToolResult } from '../ports.ts';
import type { Call } from '../tools/tool.ts';

type Ended = Pick<MeteredCall, 'outcome' | 'code' | 'size'>;

const ended = (result: ToolResult | Question): Ended => {
  if ('question' in result) return { outcome: 'asked', size: 0 };
  const size = result.text.length;
  if (!result.isError) return { outcome: 'answered', size };
  const code = String(result.structured['code']);
  return { outcome: code === 'call.failed' ? 'failed' : 'refused', code, size };
};

export const metered = async <R extends ToolResult | Question>(tool: string, call: Call, run: () => Promise<R>): Promise<R> => {
  const { ports, wiki, context } = call;
  const began = ports.clock.now();
  const result = await run();
  const { actor, correlationId } = context;
  const kept = ports.calls.keep(
    ports.ids.uuid(),
    present({
      wikiId: wiki.id,
      accountId: accountOf(actor),
      client: actor.kind === 'agent' ? actor.client : undefined,
      tool,
      ...ended(result),
      at: new Date(began).toISOString(),
      milliseconds: Math.max(0, Math.round(ports.clock.now() - began)),
      correlationId,
    }),
  );
  // Where a function sleeps after its answer, the row has to be there before; on one machine no reader waits for the disk.
  if (ports.deployment.world === 'aws') await kept;
  return result;
};
