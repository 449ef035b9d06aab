import type { ServeSlice } from '@wikibot/contracts/define/service';
import { hrefOfPage, normalisePagePath } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import { newPage } from '../domain/templates/editor.ts';
import type { Ports } from '../ports.ts';
import { movedFrom } from '../views/fragments.ts';
import { htmlResponse } from './shell.ts';
import { baseOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** Asks for a name; one that a page can have leads straight into the editor. */
const slice: ServeSlice<Ports> = async (served, _context, ports) => {
  const asked = served.url.searchParams.get('path');
  const read = asked === null ? undefined : normalisePagePath(asked);
  if (read?.ok) {
    const wiki = wikiOf(served);
    // A page that was moved away leaves its address to a new one, when that is asked for.
    const isLeft = (await movedFrom(ports, wiki.id, read.path)) !== undefined;
    const href = `${baseOf(wiki)}/${hrefOfPage(read.path)}/edit${isLeft ? '?new' : ''}`;
    return new Response(null, { status: 303, headers: { Location: href } });
  }
  const prefix = asked === null ? '' : (suggestPagePath(asked) ?? '');
  return htmlResponse(newPage({ ...(await wikiScreen(served, ports)), prefix }));
};

export default slice;
