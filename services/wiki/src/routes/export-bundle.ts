/** The whole repository with its history as one git bundle: `git clone wiki.bundle` gives every byte back. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

const slice: ServeSlice<Ports> = async (_served, { tenant }, ports) => {
  const wiki = tenant.wikiId && (await ports.wikis.get(tenant.wikiId));
  if (!wiki?.head) return problemResponse(refusals['wiki.not-found']({}).refusal);
  const chunks = ports.repositories.open(wiki.id).bundle(wiki.head)[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return?.()),
  });
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${wiki.slug}.bundle"`,
    'Cache-Control': 'no-store',
    'Wikibot-Head': wiki.head,
  };
  return new Response(body, { headers });
};

export default slice;
