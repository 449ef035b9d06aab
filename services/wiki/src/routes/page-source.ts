/** The Markdown of a page as plain text. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { pageAt } from '../views/pages.ts';

const slice: ServeSlice<Ports> = async ({ params }, { tenant }, ports) => {
  const path = params['page'] ?? '';
  const page = tenant.wikiId && (await pageAt(ports, tenant.wikiId, path));
  const content = page && tenant.wikiId ? await ports.repositories.open(tenant.wikiId).readBlob(page.blob) : undefined;
  if (!content) return problemResponse(refusals['page.not-found']({ path }).refusal);
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
  };
  return new Response(Buffer.from(content), { headers });
};

export default slice;
