/** An auth service small enough for the specs of the wiki: it has heard of everything, and knows people by names that say their id. */
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { awaitDirectory } from '@wikibot/contracts/requests/auth';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';

const { answers } = vocabulary<KernelPorts>();

export const fakeAuth = defineService({
  name: 'auth',
  meaning: 'An auth for specs.',
  publishes: { streams: [], notices: [] },
  needs: [],
  units: {
    awaitDirectory: answers(awaitDirectory, {
      load: async () => ({ default: async ({ sequence }) => ({ ok: true, answer: { sequence }, token: {} }) }),
    }),
  },
  ports: async () => ({ default: async (kernel: KernelPorts) => kernel }),
});
