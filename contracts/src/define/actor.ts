import * as z from 'zod';
import { AccountId } from './ids.ts';

const short = z.string().min(1).max(200);

/** Who did it, and through what. Only ids: names and addresses never travel in facts. */
export const Actor = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), accountId: AccountId }),
    z.object({
      kind: z.literal('agent'),
      accountId: AccountId.describe('The person the agent acts for.'),
      client: short.describe('The client as it names itself, e.g. "claude-code".'),
      model: short.optional(),
      session: short.optional(),
    }),
    z.object({ kind: z.literal('system'), name: short }),
    z.object({ kind: z.literal('anonymous') }),
  ])
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** The account on whose behalf the actor acts; none for the system and the anonymous. */
export const accountOf = (actor: Actor): AccountId | undefined => ('accountId' in actor ? actor.accountId : undefined);
