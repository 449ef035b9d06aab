import type { ServeSlice } from '@wikibot/contracts/define/service';
import type { Ports } from '../ports.ts';

/** What is no page is nothing for crawlers (RFC 9309). Wikis that are private are not named: nobody without an account can tell them from none. */
const RULES = [
  'User-agent: *',
  'Disallow: /-/',
  'Disallow: /api/',
  'Disallow: /*/*/-/',
  'Disallow: /*/*/api/',
  'Disallow: /*/*/mcp',
  '',
].join('\n');

const slice: ServeSlice<Ports> = async () =>
  new Response(RULES, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=86400', 'X-Content-Type-Options': 'nosniff' },
  });

export default slice;
