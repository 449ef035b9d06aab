/** `server.json` of this deployment, for whoever publishes it in a registry of MCP servers. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { registryEntryFor } from '../domain/registry-entry.ts';
import type { Ports } from '../ports.ts';

const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' };

const slice: ServeSlice<Ports> = (_served, _context, { deployment }) =>
  Promise.resolve(new Response(`${JSON.stringify(registryEntryFor(deployment.publicUrl), null, 2)}\n`, { headers: HEADERS }));
export default slice;
