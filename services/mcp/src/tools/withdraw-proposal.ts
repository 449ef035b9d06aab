import { present } from '@wikibot/contracts/define/present';
import { withdrawProposal as request } from '@wikibot/contracts/requests/proposals';
import * as z from 'zod';
import { makeChange } from './change.ts';
import { idempotencyKey, proposal } from './fields.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  proposal,
  reason: z.string().trim().min(1).max(2000).optional(),
  idempotency_key: idempotencyKey,
});

export const withdrawProposal = defineTool({
  name: 'withdraw_proposal',
  title: 'Withdraw a proposal',
  description: 'Take a proposal of your own back; only persons merge or decline.',
  access: 'write',
  input,
  output: z.object({ proposal: z.string(), status: z.string() }),
  paths: () => [],
  run: async ({ proposal: id, reason, idempotency_key: key }, call) => {
    const done = await makeChange({ tool: 'withdraw_proposal', request, data: present({ proposal: id, reason }), key }, call);
    if (!done.ok) return done;
    return { ok: true, token: done.token, text: `Withdrew proposal ${done.answer.proposal}.`, structured: { ...done.answer } };
  },
});
