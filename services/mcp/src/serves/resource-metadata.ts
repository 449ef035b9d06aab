/**
 * What an MCP client may know of an endpoint before it has any credentials (RFC 9728). The same for every address, so that nobody learns
 * from it which wikis there are.
 */
import { present } from '@wikibot/contracts/define/present';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';

const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' };

const slice: ServeSlice<Ports> = ({ params }, _context, { deployment }) => {
  const { publicUrl, authorizationServer } = deployment;
  const { owner, wiki } = params;
  const address = owner === undefined || wiki === undefined ? undefined : `${encodeURIComponent(owner)}/${encodeURIComponent(wiki)}`;
  const metadata = present({
    resource: address === undefined ? publicUrl : `${publicUrl}/${address}/mcp`,
    resource_name: address === undefined ? 'wikibot' : `wikibot: ${address}`,
    authorization_servers: authorizationServer === undefined ? undefined : [authorizationServer],
    scopes_supported: ['read', 'write'],
    bearer_methods_supported: ['header'],
  });
  return Promise.resolve(new Response(JSON.stringify(metadata), { headers: HEADERS }));
};
export default slice;
