/**
 * A document without an origin, in which a large library draws what an author wrote: it may run our scripts and its own inline styles,
 * and can reach nothing: no cookies, no addresses, no page around it.
 */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { html } from '../domain/templates/html.ts';
import type { Ports } from '../ports.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ');

const slice: ServeSlice<Ports> = async (_served, _context, { assets }) => {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <title>Diagram</title>
        <style>
          body {
            margin: 0;
          }
          svg {
            display: block;
            margin: 0 auto;
            max-width: 100%;
          }
        </style>
        <script defer src="${assets.href('mermaid.tiny.js')}"></script>
        <script defer src="${assets.href('diagram.js')}"></script>
      </head>
      <body></body>
    </html> `;
  return new Response(page.text, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'public, max-age=300',
    },
  });
};

export default slice;
