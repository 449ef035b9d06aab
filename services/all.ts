/** The only list of the services. */
import type { Manifest } from '@wikibot/contracts/define/service';
import { auth } from './auth/src/manifest.ts';
import { billing } from './billing/src/manifest.ts';
import { mcp } from './mcp/src/manifest.ts';
import { render } from './render/src/manifest.ts';
import { search } from './search/src/manifest.ts';
import { wiki } from './wiki/src/manifest.ts';

export const services: readonly Manifest[] = [auth, wiki, render, search, billing, mcp];
