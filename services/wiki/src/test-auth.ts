/** An auth service small enough for the specs of the wiki: it has heard of everything, and knows people by names that say their id. */
import { AccountId } from '@wikibot/contracts/define/ids';
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { awaitDirectory, findAccount, passOwnership } from '@wikibot/contracts/requests/auth';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';

const refusals = defineRefusals({
  'account.unknown-name': no<Record<never, never>>(
    'not-found',
    () => 'Nobody is called so.',
    () => 'Check the user name.',
  ),
});

const { answers } = vocabulary<KernelPorts>();

export const fakeAuth = defineService({
  name: 'auth',
  meaning: 'An auth for specs.',
  publishes: { streams: [], notices: [] },
  needs: [],
  units: {
    findAccount: answers(findAccount, {
      load: async () => ({
        default: async ({ username }) => {
          const accountId = AccountId.safeParse(username);
          return accountId.success ? { ok: true, answer: { accountId: accountId.data }, token: {} } : refusals['account.unknown-name']({});
        },
      }),
    }),
    passOwnership: answers(passOwnership, { load: async () => ({ default: async () => ({ ok: true, answer: {}, token: {} }) }) }),
    awaitDirectory: answers(awaitDirectory, {
      load: async () => ({ default: async ({ sequence }) => ({ ok: true, answer: { sequence }, token: {} }) }),
    }),
  },
  ports: async () => ({ default: async (kernel: KernelPorts) => kernel }),
});
