/**
 * Marks links that lead nowhere. Into a folder that the reader may not read every link looks the same, whether there is a page or not: the
 * door behind it says the same, too. A page that was moved in there is gone for them.
 */
import type { Served } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { markMissing } from '../domain/markdown/missing.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import { existingPages } from '../views/fragments.ts';
import { shellOf } from './shell.ts';
import { wikiOf } from './wiki-screen.ts';

/** `links` are the keys of the pages that the markup links to. */
export const withRedLinks = async (
  served: Served,
  ports: Ports,
  { html, links }: { readonly html: string; readonly links: readonly string[] },
): Promise<string> => {
  const mayRead = (path: string): boolean => pathPermits(served.auth.pathRules, path, 'read');
  const readable = links.filter(mayRead);
  const existing = await existingPages(ports, wikiOf(served).id, readable);
  const missing = new Set(readable.filter((key) => !mayRead(existing.get(key) ?? '') || !existing.has(key)));
  return markMissing(html, (key) => missing.has(key), texts(shellOf(served, ports).locale).createMissing);
};
